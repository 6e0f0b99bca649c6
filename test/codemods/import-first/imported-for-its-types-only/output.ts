import './security/env';
import type { Env } from './security/env';
import { start } from './app';

start(process.env as Env);
