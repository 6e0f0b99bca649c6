import type { Rule } from '../../types';

export const xssRules: Rule[] = [];
