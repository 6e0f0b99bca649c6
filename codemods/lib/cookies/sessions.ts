import type { Node } from '@babel/types';
import { inDevelopment } from '../development';
import type { Flaw } from '../options/flaw';
import { isOpenTo, literalOf, settingOf } from '../options/place';
import { addOption } from '../options/write';
import { ensureImport } from '../imports';
import type { Module, Resolver } from '../resolve';
import { quoted } from '../escape';
import type { Source } from '../source';
import { literalText } from '../walk';
import type { CookieCall } from './calls';
import type { CookieFacts } from './flags';

const DAY = 24 * 60 * 60;
/** Longer than anybody remembers a login. */
const LONG = 90 * DAY;

/** How long a cookie stays valid, where the code says more than three months. */
export function lifeFlaws(module: Module, resolver: Resolver, found: CookieCall): Flaw[] {
  const { options, kind, label, purpose } = found;
  const said = settingOf(options, resolver, 'maxAge');
  const value = typeof said === 'string' ? null : numberOf(said);
  const days = value === null ? 0 : value / (kind.seconds ? 1 : 1000) / DAY;
  if (purpose !== 'login' || typeof said === 'string' || days * DAY <= LONG || !isIn(module, said)) return [];
  return [
    {
      rule: 'cookies/long-life',
      node: said,
      severity: 'info',
      message: `${label} stays valid for ${Math.round(days)} days, with whoever took it.`,
      risk: 'behaviour',
      mend: null,
      snippet: `maxAge: 7 * 24 * 60 * 60${kind.seconds ? '' : ' * 1000'}`,
    },
  ];
}

/** The value of a product or sum of numbers. */
function numberOf(node: Node): number | null {
  if (node.type === 'NumericLiteral') return node.value;
  if (node.type !== 'BinaryExpression') return null;
  const [left, right] = [numberOf(node.left), numberOf(node.right)];
  if (left === null || right === null) return null;
  return node.operator === '*' ? left * right : node.operator === '+' ? left + right : null;
}

const isIn = (module: Module, node: Node): boolean => module.scopes.parents.get(node) !== undefined;

/**
 * What express-session leaves open: the name tells what runs the app, `resave` lets parallel requests undo each other,
 * `saveUninitialized` stores a session for every visitor, and the store in memory forgets all of them with each restart.
 */
export function sessionFlaws(module: Module, resolver: Resolver, found: CookieCall, facts: CookieFacts): Flaw[] {
  if (!found.kind.stored || found.place.kind === 'unknown' || inDevelopment(module, found.call)) return [];
  return [
    ...nameFlaws(resolver, found, facts.named),
    ...switchFlaws(resolver, found, 'resave'),
    ...switchFlaws(resolver, found, 'saveUninitialized'),
    ...storeFlaws(resolver, found, facts.store),
  ];
}

function nameFlaws(resolver: Resolver, { place, call }: CookieCall, named: boolean): Flaw[] {
  const said = [settingOf(place, resolver, 'name'), settingOf(place, resolver, 'key')];
  if (!said.every((each) => each === 'unset')) return [];
  return [
    {
      rule: 'cookies/session-name',
      node: call,
      severity: 'info',
      message: 'The session cookie has the name of the package, connect.sid.',
      // Sessions under the old name end.
      risk: 'behaviour',
      at: literalOf(place)?.literal,
      mend:
        isOpenTo(place) && !named
          ? (source) => addOption(source, place, 'name', quoted('sid', source.style.quote))
          : null,
      snippet: "name: 'sid'",
    },
  ];
}

const SWITCHES = {
  resave: {
    rule: 'cookies/resave',
    severity: 'info',
    message: 'Sessions are written back with every request, over what parallel requests have changed.',
    risk: 'none',
  },
  saveUninitialized: {
    rule: 'cookies/save-uninitialized',
    severity: 'low',
    message: 'Every visitor gets a session and a cookie before anything is stored in it.',
    risk: 'behaviour',
  },
} as const;

/** Without being said both are true, and the package warns. */
function switchFlaws(resolver: Resolver, { place, call }: CookieCall, name: 'resave' | 'saveUninitialized'): Flaw[] {
  const said = settingOf(place, resolver, name);
  const on = typeof said !== 'string' && said.type === 'BooleanLiteral' && said.value ? said : null;
  if (said !== 'unset' && !on) return [];
  const own =
    on !== null && place.kind === 'literal' && place.literal.start! <= on.start! && on.end! <= place.literal.end!;
  return [
    {
      ...SWITCHES[name],
      node: own ? on : call,
      at: literalOf(place)?.literal,
      mend: on
        ? own
          ? (source) => (source.replace(on, 'false'), true)
          : null
        : isOpenTo(place)
          ? (source) => addOption(source, place, name, 'false')
          : null,
      snippet: `${name}: false`,
    },
  ];
}

function storeFlaws(resolver: Resolver, { place, call }: CookieCall, store: string | null): Flaw[] {
  const said = settingOf(place, resolver, 'store');
  const inMemory = typeof said !== 'string' && /MemoryStore$/.test(nameOf(said));
  if (said !== 'unset' && !inMemory) return [];
  return [
    {
      rule: 'cookies/memory-store',
      node: call,
      severity: 'low',
      message: 'Sessions are kept in memory: a restart ends them all, and memory grows with every visitor.',
      risk: 'behaviour',
      at: literalOf(place)?.literal,
      mend:
        store !== null && said === 'unset' && isOpenTo(place)
          ? (source) => {
              const name = imported.get(source) ?? importStore(source, store, call);
              return addOption(source, place, 'store', `${name}()`);
            }
          : null,
      snippet: 'store: new RedisStore({ client }), // connect-redis, or another store that outlives the process',
    },
  ];
}

/** What a file calls the generated store, once it is imported: it may make sessions in several places. */
const imported = new WeakMap<Source, string>();

function importStore(source: Source, from: string, user: Node): string {
  const name = ensureImport(source, { names: ['sessionStore'], from }, user).get('sessionStore')!;
  imported.set(source, name);
  return name;
}

/** `MemoryStore` of `new session.MemoryStore()` */
function nameOf(node: Node): string {
  if (node.type !== 'NewExpression') return '';
  const { callee } = node;
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
    ? callee.property.name
    : (literalText(callee) ?? '');
}
