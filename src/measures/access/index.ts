import { shownAt } from '../../../codemods/lib/walk';
import { reportsEvents } from '../events';
import { rowFor } from '../../frameworks/index';
import type { Answers, Chosen, Edit, Finding, FrameworkId, Measure, Project, Question, Route } from '../../types';
import { fileOf, isGenerated } from '../place';
import { helperQuestion } from '../questions';
import type { Need } from './caller';
import { guardEdit, lacksCaller, needsOurs } from './guarding';
import { unguarded } from './guards';
import { hasTokens, identityData, identityKind } from './identity';
import { openRoutes } from './open-routes';
import { privateRouters } from './routers';
import { accessProbes } from './probes';
import { accessRules } from './rules';

export const access: Measure = {
  id: 'access',
  version: 5,
  meta: {
    title: 'Access control',
    summary: 'Routes for administrators ask who is calling.',
    group: 'code',
    protects: 'accounts',
    risk: 'medium',
    cwe: ['CWE-862'],
    references: ['https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html'],
    recommended: true,
  },
  rules: accessRules,
  questions,
  plan,
  advise,
  probes: accessProbes,
};

function questions(): Question[] {
  return [
    helperQuestion('access', 'Add requireAuth and requireRole, for you to put where you need them?', true),
    {
      id: 'access.identity',
      message: 'What says who is calling?',
      kind: 'select',
      default: 'auto',
      options: [
        { value: 'auto', label: 'what the app has', hint: 'tokens of tempered, what is on the request, the session' },
        { value: 'tokens', label: 'the access tokens of the measure tokens' },
        { value: 'session', label: 'the session' },
        { value: 'user', label: 'what the app has put onto the request' },
        { value: 'none', label: 'a function that you fill in' },
      ],
      ask: false,
    },
  ];
}

const TEMPLATES: Partial<Record<FrameworkId, string>> = {
  express: 'access/express.ts',
  fastify: 'access/fastify.ts',
  koa: 'access/koa.ts',
  hono: 'access/hono.ts',
  nestjs: 'access/nestjs.ts',
};

/** The guards are generated for routes that get one, where they are asked for, and where an earlier run has put them. */
function plan(project: Project, findings: Finding[], answers: Answers, chosen: Chosen): Edit[] {
  const template = rowFor(TEMPLATES, project.framework);
  if (template === undefined || project.withoutApp !== null) return [];
  const places = placesOf(project, findings);
  const routers = privateRouters(
    project,
    places.flatMap(({ route, need }) => (need === 'role' ? [route] : [])),
  );
  const single = places.filter(({ route }) => !routers.some(({ routes }) => routes.includes(route)));
  const edits = [
    ...routers.map(({ edit }) => edit),
    ...single.flatMap(({ route, need }) => guardEdit(project, route, need)),
  ];
  const file = fileOf(project, 'access');
  const isUsed = places.some(({ route, need }) => needsOurs(project, route, need));
  if (!isUsed && answers['access.helper'] !== true && !isGenerated(project, file)) return edits;
  const kind = identityKind(project, answers, chosen);
  const data = { ...identityData(project, kind), events: reportsEvents(chosen) };
  return [{ measure: 'access', kind: 'template', template, file, data }, ...edits];
}

/** The routes that get a guard, and what it asks for. */
function placesOf(project: Project, findings: Finding[]): { route: Route; need: Need }[] {
  const isFound = (rule: string, { file, node }: Route): boolean =>
    findings.some(
      (each) =>
        each.rule === rule && each.fix === 'automatic' && each.file === file && each.start === shownAt(node).start,
    );
  return [
    ...unguarded(project).flatMap((route) =>
      isFound('access/no-guard', route) ? { route, need: 'role' as const } : [],
    ),
    ...openRoutes(project).flatMap((route) =>
      isFound('access/open-route', route) ? { route, need: 'login' as const } : [],
    ),
  ];
}

/** The audit knows no caller by the tokens that come with this run: the fixes that go by them are for the next one. */
function advise(project: Project, _fixes: Finding[], answers: Answers, chosen: Chosen): string[] {
  if (isGenerated(project, fileOf(project, 'tokens')) || !hasTokens(project, answers, chosen)) return [];
  const rules = [
    ...(unguarded(project).some((route) => lacksCaller(project, route, 'role')) ? ['access/no-guard'] : []),
    ...(openRoutes(project).some((route) => lacksCaller(project, route, 'login')) ? ['access/open-route'] : []),
  ];
  if (rules.length === 0) return [];
  return [
    `The tokens of this run say who is calling. Once it is committed, guards can go by them: npx tempered harden --fix ${rules.join(',')}`,
  ];
}
