export { validate } from './security';
export * from './security';
export const later = () => import('./security');
