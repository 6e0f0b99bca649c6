import type { Node } from '@babel/types';
import { inDevelopment } from '../development';
import type { Flaw } from '../options/flaw';
import { isOpenTo, isWidened, literalOf, type Place, settingOf } from '../options/place';
import { addOption, removeOption } from '../options/write';
import type { Module, Resolver } from '../resolve';
import { quoted } from '../escape';
import { keyName, literalText } from '../walk';
import type { CookieCall, Flag } from './calls';

/** What the file alone does not tell; JSON, so that it can be a codemod's option. */
export interface CookieFacts {
  /** The app believes a proxy that says how a client came: what follows the connection is right then. */
  trustsProxy: boolean;
  /** Flags that a plugin gives to every cookie. */
  preset: string[];
  /** Something else of the package knows session cookies by the name that they have without being told, or has a cookie called as they would be. */
  named: boolean;
  /** `process.env.NODE_ENV` as the project spells it. */
  environment: string;
  /** Where the file imports the store for sessions from; null where none can be generated. */
  store: string | null;
}

const RULES: Record<Flag, string> = {
  httpOnly: 'cookies/no-http-only',
  secure: 'cookies/no-secure',
  sameSite: 'cookies/no-same-site',
};
const MEANS: Record<Flag, string> = {
  httpOnly: 'can be read by scripts',
  secure: 'is sent over plain http as well',
  sameSite: 'leaves it to the browser whether other sites make it be sent',
};

/** The flags that a cookie should have and has not. */
export function flagFlaws(module: Module, resolver: Resolver, found: CookieCall, facts: CookieFacts): Flaw[] {
  const { options, purpose, call } = found;
  if (options.kind === 'unknown' || purpose === 'open' || inDevelopment(module, call)) return [];
  if (isTakenAway(options, resolver)) return [];
  return (['httpOnly', 'secure', 'sameSite'] as const).flatMap((flag) => {
    const said = settingOf(options, resolver, flag);
    if (said === 'unset') return holds(found, flag, facts) ? [] : [flawOf(module, found, flag, null, facts)];
    const off = typeof said !== 'string' && isOff(module, resolver, said);
    // Of what is no login, somebody has decided that pages may read it.
    if (flag === 'httpOnly' && purpose === 'other') return [];
    if (!off || inDevelopment(module, said)) return [];
    const flaw = flawOf(module, found, flag, said, facts);
    // A name may stand for more than this cookie.
    return [said.type !== 'BooleanLiteral' ? { ...flaw, mend: null } : flaw];
  });
}

/** `false`, also by the name of a constant. */
function isOff(module: Module, resolver: Resolver, said: Node): boolean {
  const value = /^(Identifier|MemberExpression)$/.test(said.type) ? resolver.resolve(module, said) : null;
  const node = value?.kind === 'node' ? value.node : said;
  return node.type === 'BooleanLiteral' && !node.value;
}

/** What holds without being said: by default, or where the connection decides and is known. */
function holds({ kind }: CookieCall, flag: Flag, { trustsProxy, preset }: CookieFacts): boolean {
  if (kind.on.includes(flag) || (kind.presets && preset.includes(flag))) return true;
  return flag === 'secure' && kind.secure === 'connection' && trustsProxy;
}

/** With an end in the past a cookie is removed. */
function isTakenAway(options: Place, resolver: Resolver): boolean {
  const isPast = (said: Node | 'unset' | 'unknown'): boolean =>
    typeof said !== 'string' &&
    ((said.type === 'NumericLiteral' && said.value <= 1) ||
      (said.type === 'UnaryExpression' && said.operator === '-') ||
      (said.type === 'NewExpression' && said.arguments.length === 1 && isPast(said.arguments[0] as Node)) ||
      /^Thu, 01 Jan 1970/.test(literalText(said) ?? ''));
  return isPast(settingOf(options, resolver, 'maxAge')) || isPast(settingOf(options, resolver, 'expires'));
}

function flawOf(module: Module, found: CookieCall, flag: Flag, off: Node | null, facts: CookieFacts): Flaw {
  const { kind, label, purpose } = found;
  const follows = flag === 'secure' && kind.secure === 'connection';
  const value = valueOf(found, flag, facts);
  const state = off ? 'is false' : follows ? 'follows the connection, and no proxy is trusted' : 'is not set';
  return {
    rule: RULES[flag],
    node: off ? (propertyAt(module, off) ?? found.call) : shown(found),
    severity: severityOf(purpose === 'login', flag, follows && !off),
    message: `${label} ${MEANS[flag]}: ${flag} ${state}.`,
    risk: 'behaviour',
    at: literalOf(found.options)?.literal,
    mend: canMend(module, found, off, follows) ? mender(module, found, flag, off, value) : null,
    snippet:
      kind.nested && found.options.kind !== 'literal' ? `cookie: { ${flag}: ${value("'")} }` : `${flag}: ${value("'")}`,
  };
}

const severityOf = (isLogin: boolean, flag: Flag, follows: boolean): Flaw['severity'] =>
  flag === 'sameSite' ? (isLogin ? 'low' : 'info') : isLogin && !follows ? 'medium' : 'low';

/** The property that says it, where that stands in the file. */
function propertyAt(module: Module, value: Node): Node | null {
  const parent = module.scopes.parents.get(value);
  return parent?.type === 'ObjectProperty' ? parent : null;
}

/** The options of a session's cookie where there are any in the call, otherwise the call. */
function shown({ kind, call, place }: CookieCall): Node {
  if (!kind.nested || place.kind !== 'literal') return call;
  const property = place.literal.properties.find((each) => keyName(each) === kind.nested);
  return property && property.start! > call.start! && property.end! < call.end! ? property : call;
}

/** How the flag is set, given the quote of the file. */
function valueOf({ kind }: CookieCall, flag: Flag, { environment }: CookieFacts): (quote: string) => string {
  if (flag === 'httpOnly') return () => 'true';
  if (flag === 'sameSite') return (quote) => quoted(kind.lax ?? 'lax', quote);
  return (quote) =>
    kind.secure === 'auto' ? quoted('auto', quote) : `${environment} === ${quoted('production', quote)}`;
}

function canMend(module: Module, { place, options }: CookieCall, off: Node | null, follows: boolean): boolean {
  const literal = literalOf(options);
  // A cookie that scripts read may take the same options.
  if (literal?.calls.some((call) => isRead(module, call))) return false;
  if (off) return options.kind === 'literal' && propertyAt(module, off) !== null && isOwn(options.literal, off);
  // What is set step by step is left to who does so, and a proxy to who runs the app.
  const stepwise = place.kind === 'literal' && [...place.later].some((path) => path.startsWith('cookie'));
  return !follows && !stepwise && isOpenTo(options);
}

const isOwn = (literal: Node, value: Node): boolean => literal.start! <= value.start! && value.end! <= literal.end!;

const isRead = (module: Module, call: Node): boolean =>
  'arguments' in call &&
  call.arguments.slice(0, 2).some((each) => /xsrf|csrf/i.test(module.text.slice(each.start!, each.end!)));

function mender(
  module: Module,
  { kind, options }: CookieCall,
  flag: Flag,
  off: Node | null,
  value: (quote: string) => string,
): NonNullable<Flaw['mend']> {
  return (source) => {
    // The package decides where nothing is said.
    if (off && flag === 'secure' && kind.secure === 'connection') return removeOption(source, options, flag);
    const isText = flag === 'sameSite' || (flag === 'secure' && kind.secure === 'auto');
    const text = value(source.style.quote) + (isText && isWidened(module, options) ? ' as const' : '');
    if (!off) return addOption(source, options, flag, text);
    source.replace(off, text);
    return true;
  };
}
