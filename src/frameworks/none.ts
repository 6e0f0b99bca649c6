import type { FrameworkDialect } from './dialect';

/** A project without a supported framework: measures of the repository work there all the same. */
export const none: FrameworkDialect = {
  id: 'none',
  title: 'Node.js',
  package: '',
  majors: [],
  chain: { modules: [], apps: [], routers: [], chain: [], register: [], verbs: [], callbacks: [], settings: [] },
  request: { body: [], query: [], params: [], next: 0 },
  app: { type: '', from: '' },
};
