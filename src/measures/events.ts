import type { Chosen } from '../types';

/**
 * Whether the app has the module `events`: generated modules tell it what happened, for the log and the figures. Their
 * templates get this as `events`.
 */
export const reportsEvents = (chosen: Chosen): boolean => chosen.has('logging') || chosen.has('monitoring');
