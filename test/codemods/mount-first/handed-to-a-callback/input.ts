import { InversifyExpressServer } from 'inversify-express-utils';
import { container } from './container';

const server = new InversifyExpressServer(container);

server.setConfig((app) => {
  app.use(json());
});

server.build().listen(3000);
