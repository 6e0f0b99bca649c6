import session, { type SessionOptions } from 'express-session';

const inferred = {
  secret: process.env.SECRET!,
  cookie: { maxAge: 3600000 },
};
const typed: SessionOptions = { secret: process.env.SECRET! };
app.use(session(inferred));
app.use(session(typed));
