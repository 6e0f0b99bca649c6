import { mayAnswer } from '../../../codemods/lib/flow/response';
import type { Project, Report, Route, Rule } from '../../types';
import { massAssignment } from './assignment';
import { dataExposure } from './exposure';
import { mendingOf } from './guarding';
import { unguarded } from './guards';
import { loosePath, mayPassLoosely } from './loose-path';
import { openRoutes } from './open-routes';
import { roleFromRequest } from './role';

const noGuard = (project: Project): Report[] =>
  unguarded(project).map((route) => ({
    ...placeOf(route),
    message: `${titleOf(route)} looks like one for administrators, and nothing asks who is calling.`,
    ...mendingOf(project, route, 'role'),
  }));

const openRoute = (project: Project): Report[] =>
  openRoutes(project).map((route) => ({
    ...placeOf(route),
    message: `${titleOf(route)} asks nobody who is calling, as most routes beside it do.`,
    ...mendingOf(project, route, 'login'),
  }));

const placeOf = ({ file, node }: Route): Pick<Report, 'file' | 'node'> => ({ file, node });
const titleOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

/** A call that may find rows: that of an array is given a function of one element. */
const FINDS =
  /\.\s*find\w*\s*(?:<[^()]*>)?\(\s*(?!(?:async\s*)?(?:[\w$]+\s*=>|\((?:[^,()]*|\s*\{[^{}]*\}[^,()]*)\)\s*(?::[^=]*)?=>|function\s*[\w$]*\([^,()]*\)))/;

export const accessRules: Rule[] = [
  {
    id: 'access/no-guard',
    severity: 'medium',
    cwe: 'CWE-862',
    owasp: 'A01:2025 Broken Access Control',
    summary: 'Routes that are for administrators by their path answer everybody.',
    fixed: 'sometimes',
    risk: 'behaviour',
    check: noGuard,
  },
  {
    id: 'access/open-route',
    severity: 'low',
    cwe: 'CWE-306',
    owasp: 'A01:2025 Broken Access Control',
    summary: "A route changes data, or shows somebody's, and does not ask who is calling, as those beside it do.",
    fixed: 'sometimes',
    risk: 'behaviour',
    check: openRoute,
  },
  {
    id: 'access/data-exposure',
    severity: 'medium',
    cwe: 'CWE-200',
    owasp: 'A01:2025 Broken Access Control',
    summary: 'Whole rows are sent to clients, hashes of passwords among their fields.',
    fixed: 'never',
    keywords: ['find'],
    worth: (text) => FINDS.test(text) && mayAnswer(text),
    create: dataExposure,
  },
  {
    id: 'access/mass-assignment',
    severity: 'medium',
    cwe: 'CWE-915',
    owasp: 'A01:2025 Broken Access Control',
    summary: 'Whatever clients send is written into a row, fields that say what its owner may do among it.',
    fixed: 'never',
    keywords: ['.body', 'Body()', 'json()'],
    appOnly: true,
    create: massAssignment,
  },
  {
    id: 'access/loose-path',
    severity: 'high',
    cwe: 'CWE-289',
    owasp: 'A01:2025 Broken Access Control',
    summary: 'A check lets those pass whose address has a text anywhere, which anybody can put into the query.',
    fixed: 'never',
    keywords: ['url', 'Url'],
    worth: mayPassLoosely,
    appOnly: true,
    create: loosePath,
  },
  {
    id: 'access/role-from-request',
    severity: 'medium',
    cwe: 'CWE-269',
    owasp: 'A01:2025 Broken Access Control',
    summary: 'Whoever registers says which role they have: anybody may become an administrator.',
    fixed: 'never',
    keywords: ['role', 'Role', 'dmin', 'ermission', 'uper', 'taff', 'rivilege'],
    appOnly: true,
    create: roleFromRequest,
  },
];
