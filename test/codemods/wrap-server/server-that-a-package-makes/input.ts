import { createAdaptorServer } from '@hono/node-server';

const server = createAdaptorServer(app);
server.listen(3000);
