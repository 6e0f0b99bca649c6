import security = require('./lib/security');
import type { App } from './lib/security';
