#!/usr/bin/env node
require('./app').listen(3000);
