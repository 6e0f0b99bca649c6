// #!/usr/bin/env node
const router = require('express').Router();
router.post('/login', login);
