const _ = require('lodash');

module.exports = (req, res) => res.send(`<p>${req.query.name}</p>`);
