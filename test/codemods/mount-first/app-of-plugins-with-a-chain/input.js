const app = require('fastify')({ logger: true }).withTypeProvider();

app.register(require('./routes'));
