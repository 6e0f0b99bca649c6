const Koa = require('koa');
const { secureApp } = require('./security');

class App extends Koa {
  constructor(config) {
    super();
    secureApp(this);
    this.config = config;
    this.use(routes);
  }
}

module.exports = new App({});
