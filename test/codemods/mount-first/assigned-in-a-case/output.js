const express = require('express');
const { secureApp } = require('./security');
let app;

switch (kind) {
  case 'web':
    app = secureApp(express());
    break;
}
