export { validate } from './lib/security';
export * from './lib/security';
export const later = () => import('./lib/security');
