const express = require('express')
const { secureApp } = require('./security')
let app

if (process.env.WEB) app = secureApp(express())
else app = worker()
