import { driverOfPackage } from '../../codemods/lib/sql/packages';
import type { Project, Route } from '../types';

/** A line of the field's checklist: what has to hold, and the rules that find where it does not. */
export interface ChecklistLine {
  id: string;
  title: string;
  /** Ids of rules, or `measure/*` for all of a measure. */
  rules: readonly string[];
  /** Whether there is anything that it could hold for; always without it. */
  applies?: (project: Project) => boolean;
}

/** In the order in which one would work through it. */
export const CHECKLIST: readonly ChecklistLine[] = [
  { id: 'headers', title: 'Security headers come first', rules: ['headers/*'], applies: hasApp },
  {
    id: 'limits',
    title: 'Requests are limited, and logins strictly',
    rules: ['rate-limit/*'],
    applies: hasApp,
  },
  { id: 'origins', title: 'Origins that may read answers are listed', rules: ['cors/*'], applies: hasApp },
  { id: 'validation', title: 'All input is validated', rules: ['validation/*'], applies: readsInput },
  {
    id: 'secrets',
    title: 'No secrets are in the code',
    rules: ['secrets/hard-coded', 'secrets/fallback', 'secrets/env-tracked', 'secrets/env-not-ignored'],
  },
  { id: 'audit', title: 'Dependencies are audited', rules: ['supply-chain/no-audit'] },
  {
    id: 'sql',
    title: 'SQL takes values as parameters',
    rules: ['sql/*'],
    applies: usesAny((name) => driverOfPackage(name) !== null),
  },
  {
    id: 'https',
    title: 'Plain http leads to https, with HSTS',
    rules: ['https/*', 'headers/missing'],
    applies: hasApp,
  },
  {
    id: 'tokens',
    title: 'Tokens expire soon and name their algorithm',
    rules: ['tokens/*'],
    applies: usesAny((name) => /jsonwebtoken|jwt|^jose$/i.test(name)),
  },
  { id: 'events', title: 'Security events are logged', rules: ['logging/*'], applies: hasApp },
  { id: 'lockfile', title: 'A lockfile says what is installed', rules: ['supply-chain/no-lockfile'] },
  {
    id: 'hook',
    title: 'Commits are scanned for secrets',
    rules: ['secrets/no-commit-hook'],
    applies: ({ repository }) => repository.gitRoot !== null,
  },
];

function hasApp({ withoutApp }: Project): boolean {
  return withoutApp === null;
}

function readsInput(project: Project): boolean {
  const readsAny = ({ reads: { body, query, params, whole, validated } }: Route): boolean =>
    validated || body.length + query.length + params.length + whole.length > 0;
  return hasApp(project) && project.routes.some(readsAny);
}

function usesAny(isOne: (name: string) => boolean): (project: Project) => boolean {
  return ({ manifest }) => Object.keys(manifest.dependencies).some(isOne);
}
