import { createFactory } from 'hono/factory';

const factory = createFactory<{ Variables: { user: string } }>();
const app = factory.createApp();
app.get('/', (c) => c.text('a'));
