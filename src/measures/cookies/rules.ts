import { maySetCookies } from '../../../codemods/lib/cookies/calls';
import { cookieFlaws } from '../../../codemods/lib/cookies/flaws';
import type { Rule } from '../../types';
import { flawRules } from '../flaws';
import { clearing } from './clearing';
import { cookieFacts } from './facts';
import { fixation } from './fixation';

const rule = flawRules(({ module, project }, resolver, node) =>
  cookieFlaws(module, resolver, node, cookieFacts(project)),
);

/** What sets cookies, and what makes sessions. */
const COOKIES = ['ookie', 'session'];
const SESSIONS = ['session'];
const owasp = { settings: 'A02:2025 Security Misconfiguration', login: 'A07:2025 Authentication Failures' } as const;

export const cookiesRules: Rule[] = [
  rule({
    id: 'cookies/no-http-only',
    severity: 'medium',
    cwe: 'CWE-1004',
    owasp: owasp.settings,
    summary: 'Scripts of the page can read the cookie, and so can those that somebody else gets into it.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: COOKIES,
    worth: maySetCookies,
  }),
  rule({
    id: 'cookies/no-secure',
    severity: 'medium',
    cwe: 'CWE-614',
    owasp: owasp.settings,
    summary: 'The cookie is sent over plain http as well, where everybody between can read it.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: COOKIES,
    worth: maySetCookies,
  }),
  rule({
    id: 'cookies/no-same-site',
    severity: 'low',
    cwe: 'CWE-1275',
    owasp: owasp.settings,
    summary: 'Nothing says whether other sites may make browsers send the cookie.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: COOKIES,
    worth: maySetCookies,
  }),
  rule({
    id: 'cookies/long-life',
    severity: 'info',
    cwe: 'CWE-613',
    owasp: owasp.login,
    summary: 'A login stays valid for longer than three months.',
    fixed: 'never',
    keywords: COOKIES,
    worth: maySetCookies,
  }),
  rule({
    id: 'cookies/session-name',
    severity: 'info',
    cwe: 'CWE-200',
    owasp: owasp.settings,
    summary: 'The name of the session cookie tells which package makes it.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: SESSIONS,
    worth: maySetCookies,
  }),
  rule({
    id: 'cookies/resave',
    severity: 'info',
    cwe: 'CWE-362',
    owasp: owasp.settings,
    summary: 'Sessions that nobody changed are written back, and undo what a parallel request has changed.',
    fixed: 'sometimes',
    keywords: SESSIONS,
    worth: maySetCookies,
  }),
  rule({
    id: 'cookies/save-uninitialized',
    severity: 'low',
    cwe: 'CWE-400',
    owasp: owasp.settings,
    summary: 'Every visitor gets a session and a cookie, logged in or not.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: SESSIONS,
    worth: maySetCookies,
  }),
  rule({
    id: 'cookies/memory-store',
    severity: 'low',
    cwe: 'CWE-770',
    owasp: owasp.settings,
    summary: 'Sessions are kept in the memory of the process.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: SESSIONS,
    worth: maySetCookies,
  }),
  {
    id: 'cookies/fixation',
    severity: 'medium',
    cwe: 'CWE-384',
    owasp: owasp.login,
    summary: 'The session keeps its id at login: who planted the id is logged in as well.',
    fixed: 'never',
    keywords: ['.session'],
    create: fixation,
  },
  {
    id: 'cookies/clear-path',
    severity: 'info',
    cwe: 'CWE-613',
    owasp: owasp.login,
    summary: 'A cookie is cleared without the path or domain that it was set with, so that browsers keep it.',
    fixed: 'never',
    check: clearing,
  },
];
