export { app } from './app.mjs';
