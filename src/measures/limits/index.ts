import type { Contribution, Edit, Measure, Project } from '../../types';
import { specifierOf } from '../place';
import { numberQuestion, ownerQuestion } from '../questions';
import { limitsProbes } from './probes';
import { limitRules, takesUploads } from './rules';

export const limits: Measure = {
  id: 'limits',
  version: 1,
  meta: {
    title: 'Limits of the server',
    summary: 'Time limits against slow clients, and a graceful stop.',
    group: 'app',
    risk: 'low',
    cwe: ['CWE-400', 'CWE-770'],
    references: [
      'https://nodejs.org/en/learn/getting-started/security-best-practices#denial-of-service-of-http-server-cwe-400',
    ],
    recommended: true,
  },
  rules: limitRules,
  questions: (project) => [
    // Node's own default, where slow uploads are expected.
    numberQuestion(
      'limits.requestTimeout',
      'How long a whole request may take to arrive, in milliseconds',
      takesUploads(project) ? 300_000 : 60_000,
    ),
    ownerQuestion('limits.shutdown', 'Who stops the process on SIGTERM', handlesSignals(project)),
  ],
  plan,
  bindings: { express },
  probes: limitsProbes,
};

const handlesSignals = (project: Project): boolean =>
  project.files.some(({ text, generated }) => !generated && /['"]SIG(TERM|INT)['"]/.test(text)) ||
  ['http-terminator', '@godaddy/terminus', 'http-graceful-shutdown', 'stoppable', 'close-with-grace'].some(
    (name) => project.manifest.dependencies[name] !== undefined,
  );

function plan(project: Project): Edit[] {
  return serversToProtect(project).map(({ file, kind, index, node }) => ({
    measure: 'limits',
    kind: 'codemod',
    codemod: 'wrap-server',
    file,
    options: { dialect: project.chain, kind, index, name: 'protectServer', from: specifierOf(project, file) },
    present: 'protectServer',
    manual: {
      reason: 'The call could not be changed safely.',
      line: node.loc?.start.line ?? null,
      snippet: 'protectServer(server)',
    },
  }));
}

/** A server that is made and then listens is wrapped once, where it is made. */
function serversToProtect(project: Project): Project['servers'] {
  const made = project.servers.filter(({ kind }) => kind === 'createServer');
  return made.length > 0 ? made : project.servers;
}

function express(project: Project, answers: Record<string, unknown>): Contribution {
  if (project.servers.length === 0) return { files: {}, data: {} };
  return {
    files: { limits: 'limits/server.ts' },
    data: {
      headersTimeout: 15_000,
      requestTimeout: Number(answers['limits.requestTimeout']),
      keepAliveTimeout: 65_000,
      shutdown: answers['limits.shutdown'] !== 'own',
    },
    exports: [{ module: 'limits', names: ['protectServer'] }],
  };
}
