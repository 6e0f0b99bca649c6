import Koa from 'koa';
import { secureApp } from './security';

class App extends Koa {}

const app = new App();
secureApp(app);
app.use(routes);
