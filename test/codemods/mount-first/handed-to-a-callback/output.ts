import { InversifyExpressServer } from 'inversify-express-utils';
import { container } from './container';
import { secureApp } from './security';

const server = new InversifyExpressServer(container);

server.setConfig((app) => {
  secureApp(app);
  app.use(json());
});

server.build().listen(3000);
