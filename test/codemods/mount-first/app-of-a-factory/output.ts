import { createFactory } from 'hono/factory';
import { secureApp } from './security';

const factory = createFactory<{ Variables: { user: string } }>();
const app = factory.createApp();
secureApp(app);
app.get('/', (c) => c.text('a'));
