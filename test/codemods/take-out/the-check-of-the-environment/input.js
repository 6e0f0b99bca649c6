'use strict';
if (require.main === module) require('./security/env');
const express = require('express');
