import type { Answers, Chosen, Edit, JsonObject, Project } from '../../types';
import { exampleLines } from '../env-lines';
import { CHECKLIST } from '../checklist';
import { isGenerated, isTop } from '../place';
import { contactOf, securityTextOf, servesItself } from './contact';
import { factsOf } from './facts';

const PLAN = 'docs/incident-response.md';

/** The documents that the project lacks. One of its own stays, wherever it is looked for. */
export function documents(project: Project, answers: Answers, chosen: Chosen): Edit[] {
  const { host } = project.repository;
  const contact = contactOf(answers);
  const facts = factsOf(project, chosen);
  const policy: JsonObject = {
    contact,
    page: contact?.startsWith('https:') === true,
    github: host === 'github',
    gitlab: host === 'gitlab',
  };
  const request = host === 'gitlab' ? '.gitlab/merge_request_templates/Default.md' : '.github/pull_request_template.md';
  const ofRepository = [
    document(
      project,
      'SECURITY.md',
      /^(\.github\/|\.gitlab\/|docs\/)?security\.(md|txt|rst|adoc)$/i,
      'SECURITY.md',
      policy,
    ),
    document(
      project,
      request,
      /^((\.github\/|docs\/)?pull_request_template(\/.*)?\.(md|txt)|\.github\/pull_request_template\/.*|\.gitlab\/merge_request_templates\/.*)$/i,
      'change-request.md',
      {},
    ),
  ];
  return [
    ...(isTop(project) ? ofRepository.flat() : []),
    ...document(project, PLAN, /^docs\/incident[-_ ]?response.*\.md$/i, 'plan.md', { ...facts, contact }),
    ...document(
      project,
      'docs/deployment-checklist.md',
      /^docs\/deploy(ment)?[-_ ]?checklist\.md$/i,
      'deployment.md',
      facts,
    ),
    ...document(project, 'docs/security-onboarding.md', /^docs\/(security[-_ ]?)?onboarding\.md$/i, 'onboarding.md', {
      ...facts,
      checklist: CHECKLIST.map(({ title }) => title),
    }),
    ...publicAddress(project, answers),
  ];
}

/** A file of our own is written again, so that it follows the project; one of theirs is not touched. */
function document(project: Project, file: string, theirs: RegExp, template: string, data: JsonObject): Edit[] {
  const taken = project.repository.files.some((each) => theirs.test(each) && !isGenerated(project, each));
  if (taken) return [];
  return [{ measure: 'incident-response', kind: 'template', template: `incident-response/${template}`, file, data }];
}

function publicAddress(project: Project, answers: Answers): Edit[] {
  if (securityTextOf(answers) === null || project.withoutApp !== null || servesItself(project)) return [];
  const comment = 'Optional; the address that the app is reached at, such as https://app.example.com.';
  return exampleLines(project, 'incident-response', [{ name: 'PUBLIC_URL', value: '', comment }]);
}
