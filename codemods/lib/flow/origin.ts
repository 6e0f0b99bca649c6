/**
 * Where a value comes from, the least trustworthy part of it: `constant` from the code itself (numbers and what is
 * coerced to one, and what was looked up in a list of the code, included), `environment` from who runs the app, `unknown`
 * from a call or a field that is not followed, `argument` from whoever calls the function, `request` from the client.
 */
export type Origin = 'constant' | 'environment' | 'unknown' | 'argument' | 'request';
const RANK: readonly Origin[] = ['constant', 'environment', 'unknown', 'argument', 'request'];

/** The less trustworthy of the origins; `constant` of none. */
export const worst = (origins: readonly Origin[]): Origin =>
  RANK[Math.max(0, ...origins.map((origin) => RANK.indexOf(origin)))]!;

export const isWorse = (origin: Origin, than: Origin): boolean => RANK.indexOf(origin) > RANK.indexOf(than);
