import type { Rule } from '../../types';

export const csrfRules: Rule[] = [];
