const _ = require('lodash');

module.exports = (req, res) => res.send(`<p>${_.escape(req.query.name)}</p>`);
