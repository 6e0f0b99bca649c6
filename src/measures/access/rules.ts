import type { Rule } from '../../types';

export const accessRules: Rule[] = [];
