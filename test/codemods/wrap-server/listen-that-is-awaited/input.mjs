import { app } from './app.mjs';

const server = await app.listen(3000);
