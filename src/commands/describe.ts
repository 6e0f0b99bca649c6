import { printable } from '../report/printable';
import { summaryLine } from '../report/table';
import type { Finding, Project } from '../types';
import { frameworkOf } from '../frameworks/index';

/** What was found, in two lines, before anything is asked. */
export function describeFindings(project: Project, findings: Finding[]): string {
  const { framework, form, app, routes, packageManager } = project;
  if (project.withoutApp !== null)
    return `A Node.js project (${packageManager.name}), without an app that can be hardened.\n${counted(findings)}\n`;
  const title = `${frameworkOf(framework.id).title} ${printable(framework.version.replace(/^[\^~]/, ''))}`;
  const language = `${form.language === 'ts' ? 'TypeScript' : 'JavaScript'}, ${form.module === 'esm' ? 'ESM' : 'CommonJS'}`;
  const first = `${title} (${language}, ${packageManager.name}); the app is made in ${printable(app.file)}; ${routes.length} ${routes.length === 1 ? 'route' : 'routes'}.`;
  return `${first}\n${counted(findings)}\n`;
}

const counted = (findings: Finding[]): string => (findings.length === 0 ? 'No findings.' : `${summaryLine(findings)}.`);
