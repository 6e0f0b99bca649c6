const session = require('express-session');
app.use(session({ secret: process.env.SECRET, resave: false, cookie: { secure: 'auto' } }));
app.use(session({ cookie: { secure: 'auto' } }));
app.use(
  session({
    secret: process.env.SECRET,
    cookie: {
      maxAge: 3600000,
      secure: 'auto',
    },
    /* store: later */
  }),
);
app.use(session({ secret: process.env.SECRET, cookie: { secure: 'auto' } }));
