import session from 'express-session'
app.use(session({ secret: process.env.SECRET, saveUninitialized: true }))
app.use(session({ secret: process.env.SECRET, saveUninitialized: false }))
app.use(session({ secret: process.env.SECRET }))
