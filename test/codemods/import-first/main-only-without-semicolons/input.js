(function main() {
  module.exports = require('./app')
})()
