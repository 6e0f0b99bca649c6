import { createRouter } from './create-router.js';

export const app = createRouter().get('/', (c) => c.text('a'));
