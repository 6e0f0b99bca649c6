#!/usr/bin/env node
const { secureApp } = require("./security")
