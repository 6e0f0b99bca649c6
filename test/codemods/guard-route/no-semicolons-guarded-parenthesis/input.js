const router = require('express').Router()
;(router).post('/login', login)
;[login].forEach(document)
