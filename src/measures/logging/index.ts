import { requestShape } from '../../frameworks/index';
import type { Binding, JsonObject, Measure, Mount, Project } from '../../types';
import { eventsModule } from '../events';
import { mends } from '../mend';
import { printEdits, printers } from './printers';
import { loggingProbes } from './probes';
import { loggingRules } from './rules';

/** The same on every framework; what differs is the module of events. */
const binding: Binding = (project, _answers, chosen) => {
  const { files, data, first } = eventsModule(project, chosen);
  return {
    files: { ...files, 'security-log': 'logging/log.ts' },
    data,
    first,
    // For what the app's own code decides.
    exports: [{ module: 'events', names: ['report'] }],
    dependencies: [{ name: 'pino', supports: [7, 8, 9, 10] }],
  };
};

/** The log of requests that the app has writes whole addresses, with the tokens in them. */
const redacting =
  (template: string, logs: (project: Project) => boolean, mount: Partial<Mount> = {}): Binding =>
  (project, answers, chosen) => {
    const { files, first = [], ...common } = binding(project, answers, chosen);
    if (!logs(project)) return { ...common, files, first };
    const why = 'Before anything is logged: tokens in addresses stay out of the log of requests.';
    return {
      ...common,
      files: { ...files, 'request-log': template },
      first: [...first, { order: 11, module: 'request-log', name: 'redactRequestLog', why, ...mount }],
    };
  };

const usesMorgan = ({ manifest }: Project): boolean => manifest.dependencies['morgan'] !== undefined;

/** Fastify logs requests where it is asked for a logger, or told of one. */
const usesLogger = ({ files, manifest }: Project): boolean =>
  manifest.dependencies['fastify-cli'] !== undefined ||
  files.some(({ text, generated }) => !generated && /fastify/i.test(text) && /\blogger(Instance)?\s*[:,}]/.test(text));

/** Those of Hono and Koa print through a function that they are given. */
const printing: Binding = (project, answers, chosen) => {
  const { files, exports = [], ...common } = binding(project, answers, chosen);
  if (printers(project).length === 0) return { ...common, files, exports };
  return {
    ...common,
    files: { ...files, 'request-log': 'logging/print.ts' },
    exports: [...exports, { module: 'request-log', names: ['printRequest'] }],
  };
};

export const logging: Measure = {
  id: 'logging',
  version: 15,
  meta: {
    title: 'Logging',
    summary: 'A security log with one line for each event; passwords, tokens and whole bodies stay out of every log.',
    group: 'app',
    protects: 'operation',
    risk: 'medium',
    cwe: ['CWE-532', 'CWE-778'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: loggingRules,
  questions: () => [],
  plan: (project, findings) => [
    ...mends(findings, 'logging/secret', {
      codemod: 'redact-logs',
      options: () => ({ shape: requestShape(project.framework) as unknown as JsonObject }),
      manual: { reason: 'This secret could not be taken out of the log safely.', snippet: "'[redacted]'" },
    }),
    ...printEdits(project, findings),
  ],
  bindings: {
    express: redacting('logging/morgan.ts', usesMorgan, { alone: true }),
    fastify: redacting('logging/fastify-log.ts', usesLogger),
    hono: printing,
    koa: printing,
  },
  probes: loggingProbes,
};
