'use strict'

const AutoLoad = require('@fastify/autoload')
const { secureApp } = require('./security')

module.exports = async function (fastify, opts) {
  secureApp(fastify)
  // Custom code belongs here.

  // All routes:
  fastify.register(AutoLoad, { dir: path.join(__dirname, 'routes') })
}

module.exports.options = {}
