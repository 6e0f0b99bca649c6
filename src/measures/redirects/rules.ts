import type { Rule } from '../../types';

export const redirectsRules: Rule[] = [];
