import type { Node } from '@babel/types';
import { keyName, literalText, memberName } from '../../../codemods/lib/walk';
import type { Project, Report, Rule } from '../../types';

const SECRET_NAME =
  /secret|passw(or)?d|passphrase|private_?key|api_?key|access_?key|auth_?token|signing_?key|encryption_?key|crypto_?key|jwt_?key|cookie_?key/i;
const NOT_SECRET =
  /public|expir|ttl|_?name$|issuer|audience|field|label|header|param|placeholder|message|error|_?url$|path|route|regex|pattern|hash$|prompt|hint|title|text$|type$|min|max|length|rounds|column|input|form/i;
/** What is no secret although it stands where one could: names, masks, empty and example values. */
const NOT_VALUE =
  /^(|\*+|x+|\.+|password|string|text|required|hidden|undefined|null|true|false|bearer|basic)$|\s{2,}|^process\.env|^\$\{|^[A-Z][A-Z_]+$|^[a-z]+(\.[a-z]+)+$/i;
/** Tokens of well-known services tell themselves. */
const KNOWN =
  /^(sk_live_|rk_live_|AKIA[0-9A-Z]{16}|ghp_|gho_|github_pat_|xox[baprs]-|-----BEGIN [A-Z ]*PRIVATE KEY|AIza[0-9A-Za-z_-]{35}|SG\.[\w-]{16,})/;

export const secretRules: Rule[] = [
  {
    id: 'secrets/hard-coded',
    severity: 'high',
    cwe: 'CWE-798',
    summary:
      'A secret stands in the source: everybody with the code has it, and it cannot be changed without a release.',
    create: (context) => {
      const found = (node: Node, name: string): void =>
        context.report(node, { message: `${name} holds a secret that stands in the source.`, fix: 'manual' });
      const test = (name: string | null, value: Node | null | undefined): void => {
        const text = literalText(value);
        if (text === null || !value) return;
        if (KNOWN.test(text)) found(value, name ?? 'A literal');
        else if (name !== null && isSecretName(name) && !NOT_VALUE.test(text) && text.length >= 4) found(value, name);
      };
      return {
        ObjectProperty: (node: Extract<Node, { type: 'ObjectProperty' }>) => test(keyName(node), node.value),
        ClassProperty: (node: Extract<Node, { type: 'ClassProperty' }>) => test(keyName(node), node.value),
        VariableDeclarator: (node: Extract<Node, { type: 'VariableDeclarator' }>) =>
          test(node.id.type === 'Identifier' ? node.id.name : null, node.init),
        AssignmentExpression: (node: Extract<Node, { type: 'AssignmentExpression' }>) =>
          test(memberName(node.left) ?? (node.left.type === 'Identifier' ? node.left.name : null), node.right),
        CallExpression: (node: Extract<Node, { type: 'CallExpression' }>) => {
          const position = secretArgument(context.resolver.packageName(context.module, node.callee));
          if (position !== null) test('secret', node.arguments[position] as Node);
        },
      };
    },
  },
  {
    id: 'secrets/fallback',
    severity: 'high',
    cwe: 'CWE-798',
    summary: 'Without the variable, a secret that everybody can read in the source is used.',
    keywords: ['process.env'],
    create: (context) => ({
      LogicalExpression(node: Extract<Node, { type: 'LogicalExpression' }>) {
        const name = node.operator === '&&' ? null : environmentName(node.left);
        if (name === null || !isSecretName(name)) return;
        const text = literalText(node.right);
        if (text !== null && text !== '')
          context.report(node, { message: `${name} falls back to a value that stands in the source.`, fix: 'manual' });
      },
    }),
  },
  {
    id: 'secrets/unchecked',
    severity: 'low',
    cwe: 'CWE-1188',
    summary: 'A required variable is only missed when it is used.',
    check: (project) => (hasCheck(project) ? [] : unchecked(project)),
  },
  {
    id: 'secrets/env-not-ignored',
    severity: 'medium',
    cwe: 'CWE-538',
    summary: 'An env file may be committed: .gitignore does not name it.',
    check: ({ repository }) =>
      repository.envFiles.some((file) => !/example|sample|template|dist$/.test(file)) &&
      !/^\s*\/?\.env/m.test(repository.gitignore ?? '')
        ? [{ file: repository.envFiles[0]!, message: 'The env file is not in .gitignore.', fix: 'automatic' }]
        : [],
  },
];

const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(name) && !NOT_SECRET.test(name.replace(SECRET_NAME, ''));

/** The position of the secret in calls that take one: `jwt.sign(payload, secret)`, `cookieParser(secret)`. */
function secretArgument(name: string | null): number | null {
  if (name === 'jsonwebtoken#sign' || name === 'jsonwebtoken#verify') return 1;
  if (name === 'cookie-parser') return 0;
  return null;
}

function environmentName(node: Node): string | null {
  const isEnv = node.type === 'MemberExpression' && memberName(node.object) === 'env';
  return isEnv ? memberName(node) : null;
}

const hasCheck = (project: Project): boolean =>
  project.files.some(({ text, generated }) => generated && text.includes('The environment is not complete')) ||
  ['envalid', 'env-var', 'znv', '@t3-oss/env-core', 'convict'].some(
    (name) => project.manifest.dependencies[name] !== undefined,
  );

function unchecked(project: Project): Report[] {
  const required = project.environment.filter((variable) => variable.required);
  if (required.length === 0) return [];
  const names = required.map(({ name }) => name).join(', ');
  return [
    {
      file: project.entry,
      message: `Nothing checks at start-up that ${names} ${required.length === 1 ? 'is' : 'are'} set.`,
      fix: 'automatic',
    },
  ];
}
