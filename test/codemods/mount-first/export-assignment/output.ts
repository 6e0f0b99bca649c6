import express = require('express');
import security = require('./security');

export = security.secureApp(express());
