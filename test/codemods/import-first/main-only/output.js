if (require.main === module) require('./security/env');
const express = require('express');

const app = module.exports = express();

if (require.main === module) app.listen(3000);
