'use strict'

const AutoLoad = require('@fastify/autoload')

module.exports = async function (fastify, opts) {
  // Custom code belongs here.

  // All routes:
  fastify.register(AutoLoad, { dir: path.join(__dirname, 'routes') })
}

module.exports.options = {}
