import type { Node } from '@babel/types';
import { comparedPlain, filteredPlain } from '../../../codemods/lib/passwords/compare';
import { lowCost } from '../../../codemods/lib/passwords/cost';
import { helperDigest, passwordDigest } from '../../../codemods/lib/passwords/hashed';
import { mayNamePasswords } from '../../../codemods/lib/passwords/names';
import { sqlPassword } from '../../../codemods/lib/passwords/sql';
import { storedPlain } from '../../../codemods/lib/passwords/store';
import type { Supplied } from '../../../codemods/lib/passwords/supplied';
import { unsafeComparison } from '../../../codemods/lib/passwords/timing';
import type { Rule, RuleContext, Visitor } from '../../types';
import { hashesInModels, hashesSlowly } from './facts';
import { generalDigest } from './helpers';
import { mendingOf } from './mending';
import { costSnippet, hashSnippet, safeEqualSnippet, verifySnippet } from './snippets';

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

/** In a file without any of them, nothing is called a password. */
const WORDS = ['assw', 'asswd', 'pwd', 'Pwd', 'PWD', '.pass', '_pass', 'psw', 'senha'];

const DIGESTS = /createH(?:ash|mac)|md5|sha-?\d|hash\b/i;
/** Something is called with a password first. */
const HANDED = /\((?:\s|await\b)*[\w$.?![\]'"`]*(?:pass|pwd|psw|pw|senha)/i;
const SQL = /\b(?:select|insert|update|delete)\b/i;
const mayHash = (text: string): boolean =>
  DIGESTS.test(text) || ((HANDED.test(text) || SQL.test(text)) && mayNamePasswords(text));
/** What puts rows into a store: methods, and classes. */
const STORES =
  /\.\s*(?:create|insert\w*|build|bulk\w+|findOrCreate|update\w*|find\w+And\w+|replaceOne|upsert|save|values|merge|patch|push|persist\w*)\s*(?:<[^()]*>)?\(|\bnew\s+(?!Error\b|Promise\b|Map\b|Set\b|Date\b|URL\b)[\w$.]*[A-Z]/;
/** A password stands beside a comparison or in a query, or a function is called by what it does. */
const COMPARES =
  /(?:pass|pwd|psw|pw|senha)\w*[\s)\]!]*[!=]==?|[!=]==?[\s(]*[\w$.?!]*(?:pass|pwd|psw|pw|senha)|\.\s*(?:find\w*|count\w*|exists|(?:and|or)?where|filter|get|first|eq|equals)\s*(?:<[^()]*>)?\(|(?:compar|check|verif|valid|match|authenticate|same|correct|test)\w*pass|pass\w*(?:compar|check|verif|valid|match|same|correct|test)/i;

export const passwordsRules: Rule[] = [
  {
    id: 'passwords/fast-hash',
    severity: 'high',
    cwe: 'CWE-916',
    owasp: 'A04:2025 Cryptographic Failures',
    summary: 'Passwords are hashed with a function that is made to be fast: a stolen table is guessed in hours.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: [...WORDS, 'createHash', 'createHmac', 'md5', 'MD5', 'sha1', 'SHA1', 'sha256', 'SHA256', 'sha512'],
    worth: mayHash,
    create: fastHash,
  },
  {
    id: 'passwords/plain-text',
    severity: 'high',
    cwe: 'CWE-256',
    owasp: 'A04:2025 Cryptographic Failures',
    summary: 'Passwords are stored as they were typed.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: WORDS,
    worth: (text) => (STORES.test(text) || SQL.test(text)) && mayNamePasswords(text),
    create: plainText,
  },
  {
    id: 'passwords/plain-comparison',
    severity: 'high',
    cwe: 'CWE-256',
    owasp: 'A07:2025 Authentication Failures',
    summary: 'A typed password is compared with the stored one, which can only be if that is stored as it was typed.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: WORDS,
    worth: (text) => (COMPARES.test(text) || SQL.test(text)) && mayNamePasswords(text),
    create: plainComparison,
  },
  {
    id: 'passwords/low-cost',
    severity: 'medium',
    cwe: 'CWE-916',
    owasp: 'A04:2025 Cryptographic Failures',
    summary: 'Passwords are hashed with so little work that guessing is cheap.',
    fixed: 'sometimes',
    keywords: ['bcrypt', 'argon2', 'scrypt', 'pbkdf2'],
    create: cheap,
  },
  {
    id: 'passwords/timing-unsafe',
    severity: 'low',
    cwe: 'CWE-208',
    owasp: 'A04:2025 Cryptographic Failures',
    summary: 'A hash or signature is compared with ===, which tells by its time how much of a guess is right.',
    fixed: 'never',
    keywords: ['createHmac', 'createHash', 'pbkdf2', 'scrypt', 'Hmac', 'HMAC'],
    create: timing,
  },
];

/** Where rows for trying things out are made. */
const SEEDS = /(^|\/)(seeds?|seeders?|seeding|migrations?|factories)\/|(^|[/._-])seed(er|s)?\.\w+$/i;

function fastHash(context: RuleContext): Visitor {
  const { flow } = context;
  if (SEEDS.test(context.file.path)) return {};
  const sql = (node: Node): void => {
    if (sqlPassword(flow, node)?.kind === 'hash') report(context, node, 'SQL hashes this password with a fast hash.');
  };
  return {
    CallExpression: (node: Of<'CallExpression'>) => {
      const digest = passwordDigest(flow, node) ?? helperDigest(flow, node) ?? generalDigest(context, node);
      if (!digest) return;
      const name = digest.algorithm === null ? 'a fast hash' : `${digest.algorithm.toUpperCase()}, a fast hash`;
      report(context, digest.node, `This password is hashed with ${name}.`);
    },
    StringLiteral: sql,
    TemplateLiteral: sql,
    BinaryExpression: sql,
  };
}

const report = (context: RuleContext, node: Node, message: string): void =>
  context.report(node, {
    message,
    fix: isMended(context, node),
    risk: 'behaviour',
    snippet: hashSnippet(context.project),
  });

const isMended = ({ project, file }: RuleContext, node: Node): 'automatic' | 'manual' =>
  mendingOf(project).places.get(file.path)?.has(node.start!) ? 'automatic' : 'manual';

function plainText(context: RuleContext): Visitor {
  const { flow, project } = context;
  if (SEEDS.test(context.file.path)) return {};
  const field = (node: Node): void => {
    const stored = storedPlain(flow, node);
    if (stored && !isHashedElsewhere(context, stored.supplied)) report(context, stored.node, storedMessage);
  };
  const sql = (node: Node): void => {
    const found = sqlPassword(flow, node);
    if (found?.kind !== 'store' || (found.supplied !== 'request' && hashesSlowly(project))) return;
    report(context, found.node, storedMessage);
  };
  return {
    ObjectProperty: field,
    AssignmentExpression: field,
    StringLiteral: sql,
    TemplateLiteral: sql,
    BinaryExpression: sql,
  };
}

const storedMessage = 'This password is stored as it was typed.';

/** A model may hash what it is given; what a function is given may have been hashed by those who call it. */
function isHashedElsewhere({ project }: RuleContext, supplied: Supplied): boolean {
  return (supplied !== 'request' && hashesSlowly(project)) || hashesInModels(project);
}

function plainComparison(context: RuleContext): Visitor {
  const { flow, project } = context;
  const found = (node: Node, message: string): void =>
    context.report(node, {
      message,
      fix: isMended(context, node),
      risk: 'behaviour',
      snippet: verifySnippet(project),
    });
  // Where passwords are hashed, what a function is given may be the hash, and rows are compared to see what has changed.
  const isPlain = (supplied: Supplied): boolean => supplied === 'request' || !hashesSlowly(project);
  const filter = (node: Node): void => {
    const supplied = filteredPlain(flow, node);
    if (supplied && isPlain(supplied)) found(node, 'A user is looked up by the password as it was typed.');
  };
  const sql = (node: Node): void => {
    const password = sqlPassword(flow, node);
    if (password?.kind === 'compare' && isPlain(password.supplied))
      found(password.node, 'SQL compares this password as it was typed.');
  };
  return {
    BinaryExpression: (node: Of<'BinaryExpression'>) => {
      const compared = comparedPlain(flow, node);
      if (compared && (!compared.ofRows || isPlain(compared.supplied)))
        found(node, 'A stored password is compared with a typed one as it is.');
      else sql(node);
    },
    ObjectProperty: filter,
    CallExpression: filter,
    StringLiteral: sql,
    TemplateLiteral: sql,
  };
}

function cheap(context: RuleContext): Visitor {
  return {
    CallExpression: (node: Of<'CallExpression'>) => {
      const low = lowCost(context.module, context.resolver, node);
      if (!low || isForKeys(context, low.what)) return;
      const { value, better, what, carried } = low;
      context.report(low.node, {
        message: `${value} is too low for the ${what}: at least ${better}.`,
        // Far below, guessing is cheap; below what is asked for today it is a matter of time.
        severity: value * 10 < better || carried ? 'medium' : 'low',
        fix: carried && low.node.type === 'NumericLiteral' ? 'automatic' : 'manual',
        risk: carried ? 'none' : 'behaviour',
        snippet: costSnippet(low),
      });
    },
  };
}

/** A key for encryption is derived in the same way, and once. */
const isForKeys = ({ file }: RuleContext, what: string): boolean =>
  /PBKDF2|scrypt/.test(what) && (/create(Cipher|Decipher)iv/.test(file.text) || !/passw|pwd/i.test(file.text));

function timing(context: RuleContext): Visitor {
  return {
    BinaryExpression: (node: Of<'BinaryExpression'>) => {
      const unsafe = unsafeComparison(context.flow, node);
      if (!unsafe) return;
      const thing = unsafe.what === 'hash' ? 'The hash of a password' : 'A signature';
      context.report(node, {
        message: `${thing} is compared with ${node.operator}, which tells by its time how much of a guess is right.`,
        severity: unsafe.what === 'signature' ? 'medium' : 'low',
        fix: 'manual',
        snippet: safeEqualSnippet,
      });
    },
  };
}
