const app = require('express')()

app.get('/', (req, res) => {
	res.send("<b>" + req.query.q + "</b>")
})
