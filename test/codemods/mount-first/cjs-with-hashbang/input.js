#!/usr/bin/env node
var app = require('express')();
app.listen(3000);
