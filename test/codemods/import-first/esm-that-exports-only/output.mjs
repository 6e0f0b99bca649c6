import './security/env';
export { app } from './app.mjs';
