import { createRouter } from './create-router.js';
import { secureApp } from './security';

export const app = secureApp(createRouter()).get('/', (c) => c.text('a'));
