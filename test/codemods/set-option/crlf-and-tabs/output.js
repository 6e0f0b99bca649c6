const helmet = require('helmet')

app.use(helmet({
	contentSecurityPolicy: { reportOnly: true }
}))
