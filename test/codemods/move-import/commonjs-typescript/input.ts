import security = require('./security');
import type { App } from './security';
