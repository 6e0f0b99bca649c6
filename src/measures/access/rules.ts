import type { Rule } from '../../types';
import { massAssignment } from './assignment';
import { dataExposure } from './exposure';
import { unguarded } from './guards';

export const accessRules: Rule[] = [
  {
    id: 'access/no-guard',
    severity: 'medium',
    cwe: 'CWE-862',
    owasp: 'A01:2025 Broken Access Control',
    summary: 'Routes that are for administrators by their path answer everybody.',
    fixed: 'never',
    check: unguarded,
  },
  {
    id: 'access/data-exposure',
    severity: 'medium',
    cwe: 'CWE-200',
    owasp: 'A01:2025 Broken Access Control',
    summary: 'Whole rows are sent to clients, hashes of passwords among their fields.',
    fixed: 'never',
    keywords: ['find'],
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
    create: massAssignment,
  },
];
