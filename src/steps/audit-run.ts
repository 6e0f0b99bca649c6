import type { RequestShape } from '../../codemods/lib/flow/request';
import { requestShape } from '../frameworks/index';
import type { Project, Rule, SourceFile } from '../types';
import { Faults } from './faults';
import { type Keywords, keywordsOf } from './keywords';
import { Comments } from './suppressed';

/** What one run of the audit goes by. */
export interface AuditRun {
  project: Project;
  /** The files that the app loads, by their paths. */
  loaded: ReadonlyMap<string, SourceFile>;
  /** How the handlers get at what clients send. */
  shape: RequestShape;
  /** Which rules have something to look for in a source file. */
  keywords: Keywords;
  comments: Comments;
  faults: Faults;
}

export const startAudit = (project: Project, rules: readonly Rule[]): AuditRun => ({
  project,
  loaded: new Map(project.files.map((file) => [file.path, file])),
  shape: requestShape(project.framework),
  keywords: keywordsOf(rules.filter(({ create }) => create)),
  comments: new Comments(),
  faults: new Faults(),
});
