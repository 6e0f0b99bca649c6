import { validate } from './security';
export { validate };
