import type { Rule } from '../../types';

export const nosqlRules: Rule[] = [];
