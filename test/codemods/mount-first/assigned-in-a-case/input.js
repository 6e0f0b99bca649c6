const express = require('express');
let app;

switch (kind) {
  case 'web':
    app = express();
    break;
}
