import type { Rule } from '../../types';

export const passwordsRules: Rule[] = [];
