// #!/usr/bin/env node
const router = require('express').Router();
const { loginLimiter } = require('./security');
router.post('/login', loginLimiter, login);
