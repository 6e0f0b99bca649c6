const express = require('express')

module.exports = () => { const app = express() }
