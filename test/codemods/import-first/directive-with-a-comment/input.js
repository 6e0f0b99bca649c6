"use strict"; // always

var app = require("./app");
