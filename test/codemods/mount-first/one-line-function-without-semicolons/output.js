const express = require('express')
const { secureApp } = require('./security')

module.exports = () => { const app = express(); secureApp(app) }
