import type { Rule } from '../../types';

export const featuresRules: Rule[] = [];
