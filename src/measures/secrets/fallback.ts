import { type Fallback, fallbacksIn } from '../../../codemods/lib/secrets/fallbacks';
import { isCommonPassword, signs } from '../../../codemods/lib/secrets/names';
import { literalText } from '../../../codemods/lib/walk';
import type { Project, RuleContext, Visitor } from '../../types';
import { obstacleTo } from './hard-coded';

export const fallbackKeywords = ['env', '.get(', 'ecret', 'assword', 'default('];

/** Reports secrets that stand in for variables of the environment. */
export function fallback(context: RuleContext): Visitor {
  const { module, project, file } = context;
  return {
    Program: () => {
      for (const each of fallbacksIn(module)) {
        const obstacle = isRemovable(project, each) ? obstacleTo(project, file, module, each.node) : '';
        context.report(each.node, {
          message: `${each.name} falls back to a value that stands in the source${obstacle ? ` (${obstacle})` : ''}.`,
          fix: obstacle === null ? 'automatic' : 'manual',
          risk: 'behaviour',
          // What the app does not load, settings of a tool say, is for whoever works on it.
          ...(signs(each.name) ? {} : { severity: file.reachable && !isLocal(each, module.text) ? 'medium' : 'low' }),
        });
      }
    },
  };
}

/** What everybody's own database is opened with, whose host falls back to this machine next to it: `DB_HOST || 'localhost'`. */
function isLocal({ name, literal }: Fallback, text: string): boolean {
  const [, service] = /^(\w+_)PASS(?:WORD|WD)?$/.exec(name) ?? [];
  if (service === undefined || !isCommonPassword(literalText(literal) ?? '')) return false;
  return new RegExp(
    `\\b${service}HOST(NAME)?\\b.{0,20}(\\|\\||\\?\\?)\\s*['"\`](localhost|127\\.0\\.0\\.1)['"\`]`,
  ).test(text);
}

/** The codemod takes it away: a strict compiler wants to know that a name has a value. */
export const isRemovable = ({ form: project }: Project, { form, name, kept }: Fallback): boolean =>
  kept !== null &&
  /^[A-Z]\w*$/.test(name) &&
  (form === 'expression' || form === 'service' || (form === 'pattern' && !project.strictNulls));
