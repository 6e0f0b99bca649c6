import { tokenFlaws } from '../../../codemods/lib/tokens/flaws';
import type { Rule } from '../../types';
import { flawRules } from '../flaws';
import { decoded } from './decoded';
import { maySign, TOKENS, tokenFacts } from './facts';
import { inStorage } from './in-storage';
import { mayGuess, predictable } from './predictable';

const rule = flawRules(({ module, project }, resolver, node) =>
  tokenFlaws(module, resolver, node, () => tokenFacts(project)),
);

const LOGIN = 'A07:2025 Authentication Failures';
const CRYPTO = 'A04:2025 Cryptographic Failures';

export const tokensRules: Rule[] = [
  rule({
    id: 'tokens/no-algorithms',
    severity: 'medium',
    cwe: 'CWE-347',
    owasp: CRYPTO,
    summary: 'A token says itself how it is to be verified, where nothing says which algorithms are accepted.',
    fixed: 'sometimes',
    keywords: TOKENS,
  }),
  rule({
    id: 'tokens/none-algorithm',
    severity: 'high',
    cwe: 'CWE-347',
    owasp: CRYPTO,
    summary: 'Tokens without a signature are made or accepted, which anybody can write.',
    fixed: 'sometimes',
    keywords: ['none', 'NONE', 'None'],
    worth: maySign,
  }),
  rule({
    id: 'tokens/no-expiry',
    severity: 'medium',
    cwe: 'CWE-613',
    owasp: LOGIN,
    summary: 'A token that somebody took opens the app for ever.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: TOKENS,
  }),
  rule({
    id: 'tokens/ignore-expiration',
    severity: 'medium',
    cwe: 'CWE-613',
    owasp: LOGIN,
    summary: 'Tokens that are over are accepted.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: ['ignoreExpiration'],
  }),
  {
    id: 'tokens/decoded',
    severity: 'high',
    cwe: 'CWE-347',
    owasp: CRYPTO,
    summary: 'Who somebody is, is read from a token whose signature nobody checks.',
    fixed: 'never',
    keywords: ['decode', 'Decode'],
    worth: maySign,
    create: decoded,
  },
  {
    id: 'tokens/predictable',
    severity: 'high',
    cwe: 'CWE-330',
    owasp: CRYPTO,
    summary: 'A token is made of something that others know or can guess.',
    fixed: 'never',
    keywords: ['Math.random', 'createHash', 'md5', 'MD5', 'sha1', 'SHA1', 'sha256', 'Date.now', 'getTime'],
    worth: mayGuess,
    create: predictable,
  },
  {
    id: 'tokens/local-storage',
    severity: 'low',
    cwe: 'CWE-922',
    owasp: LOGIN,
    summary: 'A page keeps its token where every script of the page can read it.',
    fixed: 'never',
    files: /\.(ejs|hbs|handlebars|pug|jade|njk|nunjucks|html?|eta|liquid|mustache|twig|swig)$/,
    text: inStorage,
  },
];
