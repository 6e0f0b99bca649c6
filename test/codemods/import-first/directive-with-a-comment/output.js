"use strict"; // always
require("./security/env");

var app = require("./app");
