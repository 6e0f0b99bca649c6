import type { Node } from '@babel/types';
import { inDevelopment } from '../../../codemods/lib/development';
import { isLogCall, mayCallLogger } from '../../../codemods/lib/logging/calls';
import { type LoggedSecret, loggedSecrets } from '../../../codemods/lib/logging/secrets';
import { withoutSecurityLog } from './no-security-log';
import { openRequestLogs } from './request-logs';
import type { Project, Rule, RuleContext, Severity, Visitor } from '../../types';

type Call = Extract<Node, { type: 'CallExpression' }>;

const KEYWORDS = ['console.', 'log', 'Log', 'debug'];

export const loggingRules: Rule[] = [
  {
    id: 'logging/secret',
    severity: 'medium',
    cwe: 'CWE-532',
    owasp: 'A09:2025 Security Logging and Alerting Failures',
    summary: 'A password, a token or the environment is written to the log, where many may read it for a long time.',
    fixed: 'sometimes',
    keywords: [
      'assw',
      'oken',
      'TOKEN',
      'ecret',
      'pwd',
      'uthorization',
      'ookie',
      'process.env',
      'redential',
      'piKey',
      'api_key',
      'jwt',
      'otp',
      'rivateKey',
    ],
    worth: (text, path) => mayLog(text, path),
    create: (context) => look(context, ['secret', 'environment']),
  },
  {
    id: 'logging/body',
    severity: 'medium',
    cwe: 'CWE-532',
    owasp: 'A09:2025 Security Logging and Alerting Failures',
    summary: 'Whole bodies or headers of requests are written to the log, passwords and cookies among them.',
    fixed: 'never',
    keywords: ['body', 'Body', 'headers', 'payload', 'json()'],
    ofRequests: true,
    worth: (text, path) => mayLog(text, path),
    create: (context) => look(context, ['body', 'request']),
  },
  {
    id: 'logging/requests',
    severity: 'medium',
    cwe: 'CWE-532',
    owasp: 'A09:2025 Security Logging and Alerting Failures',
    summary: 'The log of requests has Authorization, cookies and tokens of queries in it: who reads it can be anybody.',
    fixed: 'sometimes',
    check: openRequestLogs,
  },
  {
    id: 'logging/no-security-log',
    severity: 'info',
    cwe: 'CWE-778',
    owasp: 'A09:2025 Security Logging and Alerting Failures',
    summary: 'No line of the log would tell of an attack.',
    fixed: 'always',
    check: withoutSecurityLog,
  },
];

/** Whether something of a file goes to a log. What is run by hand tells those who run it. */
const mayLog = (text: string, path: string): boolean =>
  KEYWORDS.some((word) => text.includes(word)) &&
  !SCRIPTS.test(path) &&
  !(/(^|\/)commands?\//.test(path) && text.includes('process.exit(')) &&
  (mayCallLogger(text) || text.includes('debug'));

function look(context: RuleContext, kinds: readonly LoggedSecret['kind'][]): Visitor {
  const { module, resolver, flow, project, file } = context;
  if (!mayLog(file.text, file.path)) return {};
  return {
    CallExpression: (node: Call) => {
      if (!isLogCall(module, resolver, node)) return;
      for (const secret of loggedSecrets(flow, node.arguments)) {
        if (!kinds.includes(secret.kind) || inDevelopment(module, node) || isRedacted(project, secret, node)) continue;
        report(context, secret, node);
      }
    },
  };
}

const SCRIPTS = /(^|\/)dev[-._]|(^|\/)(scripts?|seeds?|seeders?|bin|cli|tools?|migrations?|examples?|docs?)\//i;

function report(context: RuleContext, { node, kind, what, alone }: LoggedSecret, call: Call): void {
  context.report(node, {
    message: MESSAGES[kind](what),
    severity: severityOf(context, kind, call),
    fix: kind === 'secret' && alone ? 'automatic' : 'manual',
    snippet: kind === 'secret' ? `'[redacted]'` : 'log.info({ id: user.id }) // name what is worth knowing',
  });
}

const MESSAGES: Record<LoggedSecret['kind'], (what: string) => string> = {
  secret: (what) => `${what} is written to the log.`,
  environment: () => 'The whole environment is written to the log, with its secrets.',
  body: (what) => `All of ${what} is written to the log, passwords in it as well.`,
  request: (what) => `All of ${what} is written to the log, cookies and tokens in it as well.`,
};

/** What is only written when somebody asks for it is less of a problem, and so are bodies without passwords. */
function severityOf({ module, file }: RuleContext, kind: LoggedSecret['kind'], call: Call): Severity {
  const callee = module.text.slice(call.callee.start!, call.callee.end!);
  if (/(debug|trace|verbose|silly)$/i.test(callee)) return 'low';
  const around = module.scopes.functionAround(call);
  const text = `${file.path}\n${module.text.slice(around.start!, around.end!)}`;
  return kind === 'body' && !/auth|log-?in|sign-?(in|up)|regist|passw|pwd|token|card|payment/i.test(text)
    ? 'low'
    : 'medium';
}

/** A logger that leaves such fields out itself: pino's `redact`. The console does not. */
function isRedacted(project: Project, { node }: LoggedSecret, call: Call): boolean {
  const isConsole =
    call.callee.type === 'MemberExpression' &&
    call.callee.object.type === 'Identifier' &&
    call.callee.object.name === 'console';
  if (isConsole || call.arguments.includes(node as never)) return false;
  return project.files.some(({ text }) => /\bredact\s*:|redactPaths|maskFields|fast-redact/.test(text));
}
