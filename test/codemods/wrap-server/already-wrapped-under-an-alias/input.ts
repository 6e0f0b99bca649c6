import { createServer } from 'node:http';
import { protectServer as secureProtectServer } from './security';
import { app } from './app';

secureProtectServer(createServer(app)).listen(3000);
