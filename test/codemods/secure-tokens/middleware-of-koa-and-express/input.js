const koaJwt = require('koa-jwt');
const { expressjwt } = require('express-jwt');
app.use(koaJwt({ secret: process.env.JWT_SECRET }).unless({ path: /^\/public/ }));
app.use(expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));
