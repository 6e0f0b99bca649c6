#!/usr/bin/env node
const { secureApp } = require("./lib/security")
