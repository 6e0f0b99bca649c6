import { createAdaptorServer } from '@hono/node-server';
import { protectServer } from './security';

const server = protectServer(createAdaptorServer(app));
server.listen(3000);
