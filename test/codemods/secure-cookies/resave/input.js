const session = require('express-session');
const MongoStore = require('connect-mongo');
app.use(session({
  secret: process.env.SECRET,
  resave: true,
  saveUninitialized: true,
}))
app.use(session({ secret: process.env.SECRET }))
app.use(session({ secret: process.env.SECRET, resave: isOld }))
