import type { Rule } from '../../types';

export const sqlRules: Rule[] = [];
