import { app } from './app.mjs';
import { protectServer } from './security';

const server = await protectServer(app.listen(3000));
