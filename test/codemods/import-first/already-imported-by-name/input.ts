import { env } from './security/env';

console.log(env.PORT);
