const { secureApp } = require('./security');
const app = secureApp(require('fastify')({ logger: true })).withTypeProvider();

app.register(require('./routes'));
