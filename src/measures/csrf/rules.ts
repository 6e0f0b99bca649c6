import type { Rule } from '../../types';
import { deprecated } from './deprecated';
import { undefended } from './undefended';
import { watching } from './watching';

const owasp = 'A01:2025 Broken Access Control';

export const csrfRules: Rule[] = [
  {
    id: 'csrf/missing',
    severity: 'medium',
    cwe: 'CWE-352',
    owasp,
    summary: 'A page of any other site can make the browser of a visitor who is logged in change something here.',
    fixed: 'sometimes',
    check: undefended,
  },
  {
    id: 'csrf/only-watching',
    severity: 'low',
    cwe: 'CWE-352',
    owasp,
    summary: 'Requests that other sites make browsers send are logged, and answered all the same.',
    fixed: 'never',
    check: watching,
  },
  {
    id: 'csrf/deprecated-package',
    severity: 'info',
    cwe: 'CWE-1104',
    owasp: 'A03:2025 Software Supply Chain Failures',
    summary: 'The package that defends against foreign forms is not looked after any more.',
    fixed: 'never',
    keywords: ['csurf'],
    create: deprecated,
  },
];
