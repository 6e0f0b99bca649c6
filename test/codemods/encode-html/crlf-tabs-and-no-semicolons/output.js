const app = require('express')()
const { escapeHtml } = require('./security/escape-html')

app.get('/', (req, res) => {
	res.send("<b>" + escapeHtml(req.query.q) + "</b>")
})
