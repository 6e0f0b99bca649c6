#!/usr/bin/env node
require('./security/env');
