import type { Answers, Edit, Finding, JsonObject, Measure, Project, Question } from '../../types';
import { mends } from '../mend';
import { claimEdits } from './claims';
import { tokenFacts } from './facts';
import { kindEdits, kindQuestions } from './kinds';
import { tokensProbes } from './probes';
import { tokensRules } from './rules';

export const tokens: Measure = {
  id: 'tokens',
  version: 3,
  meta: {
    title: 'Tokens',
    summary:
      "Tokens are signed and verified with a fixed algorithm, and expire: a provider's, or own ones that rotate.",
    group: 'code',
    protects: 'accounts',
    risk: 'medium',
    cwe: ['CWE-347'],
    references: ['https://datatracker.ietf.org/doc/html/rfc8725'],
    recommended: true,
  },
  rules: tokensRules,
  questions,
  plan,
  probes: tokensProbes,
};

function questions(project: Project): Question[] {
  return [
    ...kindQuestions(project),
    {
      id: 'tokens.expiresIn',
      message: 'How long a token lasts that nothing says it of: 15m, 1h, 7d',
      kind: 'text',
      default: '1h',
      flaw: (text) => (/^\d+(\.\d+)?\s?[a-z]*$/i.test(text) ? null : 'takes a time: 15m, 1h, 7d'),
      ask: false,
    },
    {
      id: 'tokens.issuer',
      message: 'Who makes the tokens, asked for with each of them; empty: as today',
      kind: 'text',
      default: '',
      ask: false,
    },
    {
      id: 'tokens.audience',
      message: 'Whom the tokens are for, asked for with each of them; empty: as today',
      kind: 'text',
      default: '',
      ask: false,
    },
  ];
}

function plan(project: Project, findings: Finding[], answers: Answers): Edit[] {
  return [...mending(project, findings, answers), ...kindEdits(project, answers)];
}

function mending(project: Project, findings: Finding[], answers: Answers): Edit[] {
  const asked = [answers['tokens.issuer'], answers['tokens.audience']].some(
    (answer) => answer !== undefined && answer !== '',
  );
  if (findings.length === 0 && !asked) return [];
  const facts = tokenFacts(project, answers);
  const options = { facts: facts as unknown as JsonObject };
  const mended = tokensRules.flatMap(({ id, summary }) =>
    mends(findings, id, {
      codemod: 'secure-tokens',
      options: () => options,
      manual: { reason: summary, snippet: findings.find(({ rule }) => rule === id)?.snippet ?? '' },
    }),
  );
  return [...mended, ...claimEdits(project, facts)];
}
