const session = require('express-session');
app.use(session({ secret: process.env.SECRET, resave: false }));
app.use(session());
app.use(
  session({
    secret: process.env.SECRET,
    cookie: {
      maxAge: 3600000,
      secure: false,
    },
    /* store: later */
  }),
);
app.use(session({ secret: process.env.SECRET, cookie: {} }));
