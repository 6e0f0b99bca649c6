const Koa = require('koa');

class App extends Koa {
  constructor(config) {
    super();
    this.config = config;
    this.use(routes);
  }
}

module.exports = new App({});
