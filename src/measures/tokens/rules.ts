import type { Rule } from '../../types';

export const tokensRules: Rule[] = [];
