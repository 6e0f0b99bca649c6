'use strict'

;(async () => {
  await require('./app').start()
})()
