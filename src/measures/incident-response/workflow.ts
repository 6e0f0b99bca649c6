import { pinned } from '../../../codemods/lib/workflow/pin';
import type { Answers, Edit, Project } from '../../types';
import { fileOf, isTop } from '../place';
import { securityTextOf, servesItself } from './contact';

/** A workflow that fails a month before security.txt expires. */
export function workflow(project: Project, answers: Answers): Edit[] {
  const isServed = securityTextOf(answers) !== null && project.withoutApp === null && !servesItself(project);
  if (!isServed || !isTop(project) || project.repository.host === 'gitlab') return [];
  return [
    {
      measure: 'incident-response',
      kind: 'template',
      template: 'incident-response/security-txt.yml',
      file: '.github/workflows/security-txt.yml',
      data: { file: fileOf(project, 'security-text'), checkout: pinned('actions/checkout', 'v7') },
    },
  ];
}
