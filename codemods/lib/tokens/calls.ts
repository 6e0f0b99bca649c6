import type { Node } from '@babel/types';
import { type Call, optionsAt, type Place, placeOf, within } from '../options/place';
import { type Module, type Resolver, returnedExpression } from '../resolve';
import { isFunction, keyName, lastName, memberName, propertyOf } from '../walk';

/** A call that signs or verifies tokens, or says how that is done. */
export interface TokenCall {
  operation: 'sign' | 'verify';
  /** It does nothing yet, but says how later calls do it. */
  once: boolean;
  /** It does it as it was told once, with the key that it was given then. */
  inherits: boolean;
  /** Its key is one of a pair, or looked up for each token. */
  pair: boolean;
  call: Call;
  /** The token, or what is signed. */
  subject: Node | null;
  /** The secret or key, where it stands at the call. */
  key: Node | null;
  options: Place;
  /** How the package calls what it accepts: `algorithms`; and how it signs: `algorithm`. */
  algorithm: string;
  /** The package refuses other algorithms than the key is for, so that less is to be feared. */
  strict: boolean;
  /** It knows `issuer` and `audience`, and how long a token lasts as `expiresIn`. */
  claims: boolean;
  /** Its options are the payload: that alone says `exp`, `iss` and `aud`. */
  inPayload: boolean;
}

/** How a call names what tokens can be told to say. */
export const settingName = ({ inPayload }: TokenCall, name: keyof typeof CLAIMS): string =>
  inPayload ? CLAIMS[name] : name;

const CLAIMS = { expiresIn: 'exp', issuer: 'iss', audience: 'aud' };

type Make = (module: Module, resolver: Resolver, call: Call) => TokenCall[];

/** `sign(subject, key, options)` and `verify(subject, key, options)` */
const plain =
  (operation: TokenCall['operation'], details: Partial<TokenCall> = {}): Make =>
  (module, resolver, call) => [
    {
      operation,
      once: false,
      inherits: false,
      pair: false,
      call,
      subject: call.arguments[0] ?? null,
      key: call.arguments[1] ?? null,
      options: optionsAt(module, resolver, call, 2),
      algorithm: operation === 'sign' ? 'algorithm' : 'algorithms',
      strict: false,
      claims: true,
      inPayload: false,
      ...details,
    },
  ];

/** `sign(payload, key, algorithm)`: there are no options. */
const bare: Make = (module, resolver, call) =>
  plain('sign', { options: optionsAt(module, resolver, call, 0), claims: false, inPayload: true })(
    module,
    resolver,
    call,
  );

/** What is told once: in the first argument, or in options within it, with the name of the option that holds the key. */
const setup =
  (key: string, nested: { sign?: string; verify?: string }, details: Partial<TokenCall> = {}): Make =>
  (module, resolver, call) => {
    const outer = factory(module, resolver, call, plugged(call));
    const literal = outer.kind === 'literal' || outer.kind === 'elsewhere' ? outer.literal : null;
    const given = propertyOf(literal, key);
    const pair = given?.type === 'ObjectExpression' || hasOtherKey(literal);
    // Without any, each call brings its own.
    if (!given && !pair) return [];
    const made = (operation: TokenCall['operation'], option: string): TokenCall => ({
      operation,
      once: true,
      inherits: false,
      pair,
      call,
      subject: null,
      key: given,
      options: option === '' ? outer : within(outer, resolver, option),
      algorithm: operation === 'sign' ? 'algorithm' : 'algorithms',
      strict: true,
      claims: false,
      inPayload: false,
      ...details,
    });
    return Object.entries(nested).map(([operation, option]) => made(operation as TokenCall['operation'], option));
  };

/** A plugin's options come behind it. */
const plugged = (call: Call): number => (memberName(call.callee) === 'register' && call.arguments.length > 1 ? 1 : 0);

/** Also of a function that makes them: `registerAsync({ useFactory: () => ({ … }) })`. */
function factory(module: Module, resolver: Resolver, call: Call, position: number): Place {
  const place = optionsAt(module, resolver, call, position);
  const fn = place.kind === 'literal' ? propertyOf(place.literal, 'useFactory') : null;
  if (!fn) return place;
  const returned = isFunction(fn) ? returnedExpression(fn) : null;
  return returned ? placeOf(module, resolver, returned) : { kind: 'unknown' };
}

const PACKAGES: Record<string, Make> = {
  'jsonwebtoken#sign': plain('sign'),
  'jsonwebtoken#verify': plain('verify'),
  'jwt-simple#encode': bare,
  'hono/jwt#sign': bare,
  'hono/utils/jwt#Jwt#sign': bare,
  'jose#jwtVerify': plain('verify', { strict: true, claims: false }),
  'koa-jwt': setup('secret', { verify: '' }, { strict: false }),
  'express-jwt': setup('secret', { verify: '' }, { strict: false }),
  'express-jwt#expressjwt': setup('secret', { verify: '' }, { strict: false }),
  'express-jwt#jwt': setup('secret', { verify: '' }, { strict: false }),
  'passport-jwt#Strategy': setup('secretOrKey', { verify: '' }),
  '@fastify/jwt': setup('secret', { sign: 'sign', verify: 'verify' }),
  'fastify-jwt': setup('secret', { sign: 'sign', verify: 'verify' }),
  '@nestjs/jwt#JwtModule#register': setup('secret', { sign: 'signOptions', verify: 'verifyOptions' }, { claims: true }),
  '@nestjs/jwt#JwtModule#registerAsync': setup(
    'secret',
    { sign: 'signOptions', verify: 'verifyOptions' },
    { claims: true },
  ),
  'fast-jwt#createSigner': setup('key', { sign: '' }),
  'fast-jwt#createVerifier': setup('key', { verify: '' }),
};

/** Names of methods and functions that may be one of those: most calls are looked at no further. */
const METHODS =
  /^(sign|jwtSign|encode|verify|jwtVerify|expressjwt|jwt|register|registerAsync|createSigner|createVerifier|default|Strategy|JwtStrategy)$/;

/** Reads a call as one that signs or verifies tokens; one that says how both are done is two. */
export function tokenCalls(module: Module, resolver: Resolver, node: Node): TokenCall[] {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
  const { callee } = node;
  if (callee.type === 'Super') return strategyOf(module, resolver, node);
  const method = memberName(callee);
  if (method !== null && !METHODS.test(method)) return [];
  const name = packageOf(module, resolver, node);
  const make = name === null ? undefined : PACKAGES[name];
  if (make) return make(module, resolver, node);
  return isNestService(module, callee) || isDecorated(callee) ? serviceCall(module, resolver, node, method!) : [];
}

/** Also `promisify(jwt.verify)(…)`, a name for that, and what a plugin is registered with. */
function packageOf(module: Module, resolver: Resolver, node: Call): string | null {
  if (memberName(node.callee) === 'register' && node.arguments.length > 1) {
    const plugin = resolver.packageName(module, node.arguments[0]!)?.split('#')[0];
    if (plugin) return plugin;
  }
  const name = resolver.packageName(module, node.callee);
  if (name !== null) return name.replace(/^(passport-jwt#)Jwt(Strategy)$/, '$1$2');
  const made = node.callee.type === 'CallExpression' ? node.callee : named(module, resolver, node.callee);
  const [given] = made?.arguments ?? [];
  const promises = made && /(^|#)promisify$/.test(resolver.packageName(module, made.callee) ?? '');
  return promises && given ? resolver.packageName(module, given) : null;
}

function named(module: Module, resolver: Resolver, callee: Node): Extract<Node, { type: 'CallExpression' }> | null {
  const value = callee.type === 'Identifier' ? resolver.resolve(module, callee) : null;
  return value?.kind === 'node' && value.module === module && value.node.type === 'CallExpression' ? value.node : null;
}

/** `super({ … })` of a class that extends `PassportStrategy(Strategy)` of passport-jwt. */
function strategyOf(module: Module, resolver: Resolver, call: Call): TokenCall[] {
  let owner: Node | undefined = call;
  while (owner && owner.type !== 'ClassDeclaration' && owner.type !== 'ClassExpression')
    owner = module.scopes.parents.get(owner);
  const base = owner && 'superClass' in owner ? owner.superClass : null;
  const strategy = base?.type === 'CallExpression' ? base.arguments[0] : null;
  if (!strategy || resolver.packageName(module, strategy) !== 'passport-jwt#Strategy') return [];
  return PACKAGES['passport-jwt#Strategy']!(module, resolver, call);
}

/** `this.jwtService.verify(…)` in a file that knows Nest's service. */
const isNestService = (module: Module, callee: Node): boolean =>
  callee.type === 'MemberExpression' &&
  /jwt/i.test(lastName(callee.object) ?? '') &&
  /['"]@nestjs\/jwt['"]/.test(module.text);

/** `app.jwt.sign(…)` and `reply.jwtSign(…)` of @fastify/jwt. */
const isDecorated = (callee: Node): boolean =>
  callee.type === 'MemberExpression' &&
  (memberName(callee) === 'jwtSign' ||
    (memberName(callee) === 'sign' &&
      callee.object.type === 'MemberExpression' &&
      memberName(callee.object) === 'jwt'));

/** Its key is that of the module, unless the call brings one of its own. */
function serviceCall(module: Module, resolver: Resolver, call: Call, method: string): TokenCall[] {
  const operation = /sign/i.test(method) ? 'sign' : 'verify';
  const options = optionsAt(module, resolver, call, 1);
  const literal = options.kind === 'literal' || options.kind === 'elsewhere' ? options.literal : null;
  const key = propertyOf(literal, 'secret');
  const pair = hasOtherKey(literal);
  const inherits = !key && !pair;
  // What the module is told is looked at there.
  if (inherits && operation === 'verify') return [];
  const algorithm = operation === 'sign' ? 'algorithm' : 'algorithms';
  const subject = call.arguments[0] ?? null;
  return [
    {
      operation,
      once: false,
      inherits,
      pair,
      call,
      subject,
      key,
      options,
      algorithm,
      strict: true,
      claims: true,
      inPayload: false,
    },
  ];
}

/** Whether options say that the key is one of a pair, or looked up for each token. */
const hasOtherKey = (options: Node | null): boolean =>
  options?.type === 'ObjectExpression' &&
  options.properties.some((each) => /^(publicKey|privateKey|secretOrKeyProvider|jwks)/.test(keyName(each) ?? ''));
