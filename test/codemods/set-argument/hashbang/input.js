#!/usr/bin/env node
require('express')().use(require('cors')()).listen(3000);
