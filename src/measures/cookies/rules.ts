import type { Rule } from '../../types';

export const cookiesRules: Rule[] = [];
