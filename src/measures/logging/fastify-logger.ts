import type { Node } from '@babel/types';
import { inDevelopment } from '../../../codemods/lib/development';
import { type Call, optionsAt, settingOf } from '../../../codemods/lib/options/place';
import type { Module } from '../../../codemods/lib/resolve';
import { isFunction, keyName, literalText, propertyOf, unwrap, walk } from '../../../codemods/lib/walk';
import type { Project, Report } from '../../types';
import { fileOf, isGenerated } from '../place';

const MAKERS = ['fastify', 'fastify#fastify', '@nestjs/platform-fastify#FastifyAdapter'];

const SNIPPET =
  "serializers: { req: ({ method, url, ip }) => ({ method, url: url.split('?', 1)[0], remoteAddress: ip }) }";

/** `fastify({ logger: true })`, also `buildApp({ logger: true })` of a function that makes the app. */
export function openFastify(project: Project): Report[] {
  if (isGenerated(project, fileOf(project, 'request-log'))) return [];
  return project.files.flatMap((file) => {
    const module = !file.generated && /\blogger\b/.test(file.text) ? project.moduleOf(file.path) : null;
    const found: Report[] = [];
    if (module)
      walk(module.ast.program, (node) => {
        const logger = isCall(node) ? loggerOf(project, module, node) : null;
        if (logger && isOpen(module, logger)) found.push({ file: file.path, node: logger, ...DETAILS });
      });
    return found;
  });
}

const DETAILS = {
  message: 'This logger writes the query of each request, with the tokens in it.',
  severity: 'low',
  fix: 'automatic',
  snippet: SNIPPET,
} as const;

const isCall = (node: Node): node is Call => node.type === 'CallExpression' || node.type === 'NewExpression';

/** What the app is told to log with; null where it is told nothing, or not to log requests. */
function loggerOf(project: Project, module: Module, call: Call): Node | null {
  const { resolver } = project;
  if (call.arguments.length === 0) return null;
  const options = optionsAt(module, resolver, call, 0);
  if (options.kind !== 'literal' && options.kind !== 'elsewhere') return null;
  const logger = propertyOf(options.literal, 'logger');
  if (!logger || options.module !== module || settingOf(options, resolver, 'disableRequestLogging') !== 'unset')
    return null;
  return makesApp(project, module, call) ? unwrap(logger) : null;
}

/** A maker of apps, or a function that hands its parameter to one. */
function makesApp({ app, resolver, moduleOf }: Project, module: Module, { callee }: Call): boolean {
  if (MAKERS.includes(resolver.packageName(module, callee) ?? '')) return true;
  const value = resolver.resolve(module, callee);
  if (value?.kind !== 'node' || !isFunction(value.node) || value.module.path !== app.file || !app.node) return false;
  const owner = moduleOf(app.file);
  if (!owner || !isCall(app.node) || owner.scopes.functionAround(app.node) !== value.node) return false;
  return MAKERS.includes(resolver.packageName(owner, app.node.callee) ?? '');
}

/** Whether lines about requests have their whole address, in any mode but that of development. */
function isOpen(module: Module, logger: Node): boolean {
  if (inDevelopment(module, logger)) return false;
  if (logger.type === 'ConditionalExpression')
    return [logger.consequent, logger.alternate].some((each) => isOpen(module, unwrap(each)));
  if (logger.type === 'BooleanLiteral') return logger.value;
  if (logger.type === 'BinaryExpression')
    return (logger.operator.startsWith('!') ? /['"](test|dev)/ : /['"]prod/).test(textOf(module, logger));
  return logger.type === 'ObjectExpression' && !logger.properties.some((each) => isChosen(module, each));
}

/** What may keep queries out of the log: serializers, a redacted address, a level above that of requests. */
function isChosen(module: Module, property: Node): boolean {
  if (property.type !== 'ObjectProperty') return true;
  const name = keyName(property);
  if (name === 'redact') return /url|['"]req['"]/.test(textOf(module, property));
  if (name === 'level') return /^(warn|error|fatal|silent)$/.test(literalText(property.value) ?? '');
  return name === 'serializers';
}

const textOf = ({ text }: Module, node: Node): string => text.slice(node.start!, node.end!);
