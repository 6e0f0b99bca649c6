const { secureApp } = require('./security');
const app = require('express')() ; secureApp(app);[json, forms].forEach((parser) => app.use(parser))
