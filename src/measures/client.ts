import type { Contribution, Project } from '../types';
import { healthPaths } from './place';

/**
 * The module that knows who a client is and how it reached us, by Node's own request. Limits and the redirect to https
 * both build on it: each contributes it, so that either works alone, and both render the same.
 */
export const clientModule = (project: Project): Pick<Contribution, 'files' | 'data'> => ({
  files: { client: 'rate-limit/client.ts' },
  data: { health: healthPaths(project) },
});
