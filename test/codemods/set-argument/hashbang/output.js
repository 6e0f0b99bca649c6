#!/usr/bin/env node
const { corsOptions } = require('./security');
require('express')().use(require('cors')(corsOptions)).listen(3000);
