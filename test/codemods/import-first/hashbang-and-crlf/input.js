#!/usr/bin/env node
require('./app')
