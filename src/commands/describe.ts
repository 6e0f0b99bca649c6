import { printable } from '../report/printable';
import { summaryLine } from '../report/table';
import type { Finding, Project } from '../types';
import { frameworkOf } from '../frameworks/index';

/** What was read, in a line. */
export function describeProject(project: Project): string {
  const { framework, form, app, routes, packageManager } = project;
  if (project.withoutApp !== null)
    return `A Node.js project (${packageManager.name}), without an app that can be hardened.`;
  const title = `${frameworkOf(framework.id).title} ${printable(framework.version.replace(/^[\^~]/, ''))}`;
  const language = `${form.language === 'ts' ? 'TypeScript' : 'JavaScript'}, ${form.module === 'esm' ? 'ESM' : 'CommonJS'}`;
  return `${title} (${language}, ${packageManager.name}); the app is made in ${printable(app.file)}; ${routes.length} ${routes.length === 1 ? 'route' : 'routes'}.`;
}

/** What was found, in a line. */
export const countFindings = (findings: Finding[]): string =>
  findings.length === 0 ? 'No findings.' : `${summaryLine(findings)}.`;
