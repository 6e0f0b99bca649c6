import type { Node } from '@babel/types';
import { methodCalls, packageCalls, registeringCalls } from '../../../codemods/lib/chain';
import { inDevelopment } from '../../../codemods/lib/development';
import { keyName, literalText, memberName, propertyOf } from '../../../codemods/lib/walk';
import type { Middleware, MiddlewareCall, Project, Report, Rule, RuleContext, Visitor } from '../../types';
import { isGenerated, ownMiddleware } from '../place';
import { optionsOf } from '../values';
import { openHeaders } from './by-hand';
import { unseenCalls } from './unseen';

/** Packages that answer the questions of browsers about origins; all take what they allow as `origin`. */
const PACKAGES: readonly string[] = ['cors', 'hono/cors#cors', '@koa/cors'];
/** Older ones, whose options ours are not. */
const OTHERS: readonly string[] = ['kcors', 'koa-cors', 'koa2-cors'];
/** Those that name the origin that asks where none is set; browsers keep cookies from the `*` of all others. */
const REFLECTS: readonly string[] = ['@koa/cors', ...OTHERS];
/** Packages whose plugin is registered with its options. */
const PLUGINS: readonly string[] = ['@fastify/cors', '@fastify/cors#fastifyCors', 'fastify-cors'];
/** What allows other origins: packages, and what frameworks have themselves. */
export const CORS: readonly string[] = [...PACKAGES, ...OTHERS, ...PLUGINS, 'enableCors'];

const WORDS = ['cors', 'Cors', 'Access-Control-Allow-Origin', 'access-control-allow-origin'];

export const corsRules: Rule[] = [
  {
    id: 'cors/any-origin',
    severity: 'medium',
    cwe: 'CWE-942',
    owasp: 'A02:2025 Security Misconfiguration',
    fixed: 'sometimes',
    summary: 'Every website may read what this app answers.',
    check: (project) => openCalls(project, 'any'),
    keywords: WORDS,
    create: (context) => openInFile(context, 'any'),
  },
  {
    id: 'cors/reflected-origin',
    severity: 'high',
    cwe: 'CWE-942',
    owasp: 'A02:2025 Security Misconfiguration',
    fixed: 'sometimes',
    risk: 'behaviour',
    summary: "Every website may call this app with the visitor's cookies and read the answer.",
    check: (project) => openCalls(project, 'reflected'),
    keywords: WORDS,
    create: (context) => openInFile(context, 'reflected'),
  },
  {
    id: 'cors/unanchored-pattern',
    severity: 'medium',
    cwe: 'CWE-1385',
    owasp: 'A02:2025 Security Misconfiguration',
    fixed: 'never',
    summary: 'The pattern for origins also matches addresses that anybody can register.',
    check: unanchored,
  },
];

/** What a file shows without the model of an app: headers by hand, and calls that no app was found for. */
function openInFile(context: RuleContext, openness: 'any' | 'reflected'): Visitor {
  return {
    Program: () => {
      for (const { node, ...details } of openHeaders(context.module, openness)) context.report(node, details);
      for (const { node, name } of unseenCalls(
        context,
        CORS,
        (options, name) => openOrigin(options, name) === openness,
      ))
        context.report(node, {
          ...(openness === 'any' && isForPart(context.module, node) ? { severity: 'low' } : {}),
          message: openness === 'any' ? `${name} allows every origin.` : 'Any origin is allowed, with credentials.',
          fix: 'manual',
          snippet: "origin: process.env.ALLOWED_ORIGINS?.split(',') ?? false",
        });
    },
  };
}

/** A part of the app that is opened by its path is opened on purpose, and browsers send no cookies there. */
function isForPart({ scopes }: RuleContext['module'], node: Node): boolean {
  const parent = scopes.parents.get(node);
  const mounts = parent?.type === 'CallExpression' && memberName(parent.callee) === 'use' ? parent.arguments[0] : node;
  return mounts !== node && !isWhole(literalText(mounts));
}

const isWhole = (path: string | null): boolean => path !== null && /^\/?\*?$/.test(path);

/** A call that allows other origins, as the codemod finds it: which of the file's calls of that name, or which option. */
export interface CorsCall {
  file: string;
  node: Node;
  callee: string;
  index: number;
  method?: boolean;
  registered?: boolean;
  property?: string;
}

/** The calls in the user's files that allow other origins. */
export function corsCalls(project: Project): CorsCall[] {
  return [...packageCallsOf(project), ...frameworkCalls(project)];
}

/** `app.enableCors()`, and the option that does the same when the app is made. */
function frameworkCalls(project: Project): CorsCall[] {
  return ownMiddleware(project, ['enableCors']).flatMap(({ call: { file, node, name } }): CorsCall[] => {
    const module = project.moduleOf(file);
    if (!module) return [];
    const index = methodCalls(module, name).indexOf(node as never);
    if (index >= 0) return [{ file, node, callee: name, index, method: true }];
    const { app } = project;
    const callee = 'callee' in app.node ? project.resolver.packageName(module, app.node.callee as Node) : null;
    if (callee === null || file !== app.file) return [];
    const calls = packageCalls(module, project.resolver, [callee]);
    return [{ file, node, callee, index: calls.indexOf(app.node as never), property: 'cors' }];
  });
}

function packageCallsOf(project: Project): CorsCall[] {
  return project.files
    .filter(({ path }) => !isGenerated(project, path))
    .flatMap(({ path }) => {
      const module = project.moduleOf(path);
      if (!module?.text.includes('cors')) return [];
      const called = PACKAGES.flatMap((callee) =>
        packageCalls(module, project.resolver, [callee]).map((node, index) => ({ file: path, node, callee, index })),
      );
      const registered = PLUGINS.flatMap((callee) =>
        registeringCalls(module, project.resolver, [callee]).map((node, index) => ({
          ...{ file: path, node, callee, index },
          registered: true,
        })),
      );
      return [...called, ...registered];
    });
}

/** How open a call's options are: `any` origin, or `reflected` with credentials; null where it is limited or unknown. */
function openOrigin(options: Node | undefined, name = 'cors'): 'any' | 'reflected' | null {
  if (!options || isTrue(options)) return 'any';
  if (options.type !== 'ObjectExpression' || options.properties.some(({ type }) => type === 'SpreadElement'))
    return null;
  const origin = propertyOf(options, 'origin');
  const credentials = isTrue(propertyOf(options, 'credentials'));
  // A function decides for every request, as in the generated module for Fastify.
  if (propertyOf(options, 'delegator')) return null;
  if (!origin) return credentials && REFLECTS.includes(name) ? 'reflected' : 'any';
  // With credentials, only this one takes `*` for every origin by its name.
  if (literalText(origin) === '*') return credentials && name === '@koa/cors' ? 'reflected' : 'any';
  if (isTrue(origin) || alwaysAllows(origin)) return credentials ? 'reflected' : 'any';
  return null;
}

const isTrue = (node: Node | null | undefined): boolean => node?.type === 'BooleanLiteral' && node.value;

/** `(origin, callback) => callback(null, true)`, `(origin) => origin`, `(ctx) => ctx.get('Origin')`, `() => '*'` */
function alwaysAllows(node: Node): boolean {
  if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression' && node.type !== 'ObjectMethod')
    return false;
  const value = onlyExpression(node.body);
  const given = value?.type === 'LogicalExpression' && value.operator !== '&&' ? value.left : value;
  if (given?.type === 'CallExpression' && isHeader(given.callee))
    return /^origin$/i.test(literalText(given.arguments[0]) ?? '');
  if (given?.type === 'CallExpression')
    return given.arguments[0]?.type === 'NullLiteral' && isTrue(given.arguments[1] ?? null);
  if (given && (literalText(given) === '*' || (memberName(given) === 'origin' && isHeaders(given)))) return true;
  const [asking] = node.params;
  return given?.type === 'Identifier' && asking?.type === 'Identifier' && given.name === asking.name;
}

/** `ctx.get`, `req.header` */
const isHeader = (callee: Node): boolean => /^(get|header)$/.test(memberName(callee) ?? '');

/** `ctx.header.origin`, `req.headers.origin` */
const isHeaders = (node: Node): boolean =>
  node.type === 'MemberExpression' && /^headers?$/.test(memberName(node.object) ?? '');

/** What a function evaluates, where it does nothing else. */
function onlyExpression(body: Node): Node | null {
  if (body.type !== 'BlockStatement') return body;
  const [statement, ...rest] = body.body;
  if (rest.length > 0) return null;
  if (statement?.type === 'ReturnStatement') return statement.argument ?? null;
  return statement?.type === 'ExpressionStatement' ? statement.expression : null;
}

function openCalls(project: Project, openness: 'any' | 'reflected'): Report[] {
  return ownMiddleware(project, CORS)
    .filter(
      ({ call }) =>
        /^(Call|Object)Expression$|^BooleanLiteral$/.test(call.node.type) && opennessOf(project, call) === openness,
    )
    .filter(
      ({ call, middleware }) =>
        !isForDevelopment(project, middleware) && !inDevelopment(project.moduleOf(call.file)!, call.node),
    )
    .map(({ call, middleware }) => ({
      file: call.file,
      node: call.node,
      ...(openness === 'any' && !isWhole(middleware.path) ? { severity: 'low' as const } : {}),
      message: openness === 'any' ? `${call.name}() allows every origin.` : 'Any origin is allowed, with credentials.',
      fix: OTHERS.includes(call.name) ? 'manual' : 'automatic',
      // With the list unset an open policy stays open; credentials for everybody do not.
      risk: keepsBehaviour(optionsOf(project, call)?.node) ? 'none' : 'behaviour',
      snippet: snippetOf(call.name),
    }));
}

/** The call with the generated options, by the name of the package or of the framework's own method. */
export function snippetOf(name: string): string {
  if (PLUGINS.includes(name)) return 'app.register(cors, corsOptions)';
  return `${/^\w+$/.test(name) ? name : 'cors'}(corsOptions)`;
}

/** How open a call of the package is, its options looked up where a name stands for them. */
export const opennessOf = (project: Project, call: MiddlewareCall): 'any' | 'reflected' | null =>
  openOrigin(optionsOf(project, call)?.node, call.name);

const isForDevelopment = (project: Project, { file, node }: Middleware): boolean =>
  inDevelopment(project.moduleOf(file)!, node);

/** Options beside the origin would be lost with the replacement. */
function keepsBehaviour(options: Node | undefined): boolean {
  if (!options || isTrue(options)) return true;
  if (options.type !== 'ObjectExpression') return false;
  return options.properties.every((property) => /^(origin|optionsSuccessStatus)$/.test(keyName(property) ?? ''));
}

/** Patterns such as `/example\.com/`, which `https://example.com.evil.test` matches too. */
function unanchored(project: Project): Report[] {
  return ownMiddleware(project, CORS).flatMap(({ call }) => {
    const options = optionsOf(project, call);
    const origin = propertyOf(options?.node, 'origin');
    const patterns = origin?.type === 'ArrayExpression' ? origin.elements : [origin];
    return patterns.flatMap((node) =>
      node?.type === 'RegExpLiteral' && !(node.pattern.startsWith('^') && node.pattern.endsWith('$'))
        ? [
            {
              file: options!.file,
              node,
              message: 'The pattern for origins is not anchored at both ends.',
              fix: 'manual' as const,
              snippet: `/^${node.pattern.replace(/^\^|\$$/g, '')}$/`,
            },
          ]
        : [],
    );
  });
}

/** Origins that the app's own settings name, for the default of `.env.example`. */
export function originsOf(project: Project): string[] {
  const found = ownMiddleware(project, CORS).flatMap(({ call }) => {
    const origin = propertyOf(optionsOf(project, call)?.node, 'origin');
    const listed = origin?.type === 'ArrayExpression' ? origin.elements : [origin];
    return listed.map((node) => literalText(node)).filter((text): text is string => text !== null && text !== '*');
  });
  return [...new Set(found)];
}
