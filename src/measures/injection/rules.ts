import type { Rule } from '../../types';
import { addressRules } from './address';
import { codeRules } from './code';
import { commandRules } from './command';
import { documentRules } from './documents';
import { pathRules } from './path';
import { patternRules } from './patterns';
import { prototypeRules } from './prototype';
import { templateRules } from './templates';

export const injectionRules: Rule[] = [
  ...codeRules,
  ...commandRules,
  ...templateRules,
  ...documentRules,
  ...pathRules,
  ...addressRules,
  ...patternRules,
  ...prototypeRules,
];
