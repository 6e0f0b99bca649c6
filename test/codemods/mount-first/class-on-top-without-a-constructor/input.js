import Koa from 'koa';

class App extends Koa {}

const app = new App();
app.use(routes);
