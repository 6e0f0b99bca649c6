const session = require('express-session');
const MongoStore = require('connect-mongo');
app.use(session({
  secret: process.env.SECRET,
  resave: false,
  saveUninitialized: true,
}))
app.use(session({ secret: process.env.SECRET, resave: false }))
app.use(session({ secret: process.env.SECRET, resave: isOld }))
