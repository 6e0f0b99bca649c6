import { Flow } from './lib/flow/flow';
import type { RequestShape } from './lib/flow/request';
import { ensureImport } from './lib/imports';
import { passwordPlaces, type Renewal } from './lib/passwords/mend';
import { indentAt } from './lib/text';
import { open, type Transform } from './lib/transform';

export interface HashPasswordsOptions {
  /** Places of any of these that the user asked to leave alone are left alone. */
  rules: string[];
  from: string;
  /** How the framework's handlers get at what clients send. */
  shape: RequestShape;
  renewal: Renewal | null;
  /** New passwords are hashed as well: not where something compares that cannot be mended. */
  stores: boolean;
}

/**
 * Hashes passwords slowly where they were hashed fast, or not at all, and checks them so that what was stored before still
 * works: `user.password === md5(password)` → `await verifyPassword(password, user.password, { old, renew })`.
 */
const hashPasswords: Transform<HashPasswordsOptions> = (file, api, { rules, from, shape, renewal, stores }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  const flow = new Flow(source.module, source.resolver, shape);
  const places = passwordPlaces(flow, renewal).filter(
    ({ kind, mend, node }) =>
      mend !== null && (stores || kind === 'compare') && !rules.some((rule) => source.isIgnored(rule, node)),
  );
  const [first] = places;
  if (!first) return undefined;
  const names = [
    ...(places.some(({ kind }) => kind === 'store') ? ['hashPassword'] : []),
    ...(places.some(({ kind }) => kind === 'compare') ? ['verifyPassword'] : []),
  ];
  const locals = ensureImport(source, { names, from }, first.node);
  const [hash, verify] = [locals.get('hashPassword') ?? '', locals.get('verifyPassword') ?? ''];
  for (const { mend } of places) {
    const { replace, text } = mend!;
    const { eol } = source.style;
    const indent = /^(\t| {2,8})\S/m.exec(source.text)?.[1] ?? '  ';
    const line = (depth: number): string => eol + indentAt(source.text, replace.start!) + indent.repeat(depth);
    source.replace(replace, text({ hash, verify }, line));
  }
  return source.finish();
};
export default hashPasswords;
