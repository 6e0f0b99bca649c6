const express = require('express');

const app = express();
// secureApp(app);
