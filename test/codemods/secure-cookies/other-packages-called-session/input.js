const session = require('./session');
const { session: ours } = require('@acme/session');
app.use(session({ secret: process.env.SECRET }));
app.use(ours({ secret: process.env.SECRET }));
