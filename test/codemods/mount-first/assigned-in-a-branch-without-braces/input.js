const express = require('express')
let app

if (process.env.WEB) app = express()
else app = worker()
