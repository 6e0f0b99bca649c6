import { serve } from '@hono/node-server';
import app from './app';
import { protectServer } from './security';

protectServer(serve(app));
