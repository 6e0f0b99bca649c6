import { cors } from 'hono/cors';
import { corsOptions } from './security';

app.use('*', cors(corsOptions));
