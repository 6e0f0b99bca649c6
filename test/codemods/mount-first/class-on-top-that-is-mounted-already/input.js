const Koa = require('koa');
const { secureApp } = require('./security');

class App extends Koa {
  constructor() {
    super();
    secureApp(this);
  }
}
