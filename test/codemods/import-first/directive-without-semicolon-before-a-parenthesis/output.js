'use strict'
require('./security/env')

;(async () => {
  await require('./app').start()
})()
