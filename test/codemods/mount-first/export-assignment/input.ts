import express = require('express');

export = express();
