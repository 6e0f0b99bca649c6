import { isLogCall } from '../../../codemods/lib/logging/calls';
import { walk } from '../../../codemods/lib/walk';
import type { Project, Report } from '../../types';
import { isRecorded } from '../place';

/** What the line of a log says that tells of an attack. */
const TELLS =
  /\b(log|sign)[ _-]?(in|on)(?![a-z])|\bauth|\bunauthori[sz]ed|\bforbidden|\bdenied|\bpassword|\battempt|\binvalid token|\brate.?limit/i;

/** Where no line of a log says that somebody tried to get in: an attack goes on unseen. */
export function withoutSecurityLog(project: Project): Report[] {
  if (project.withoutApp !== null || isRecorded(project, 'logging')) return [];
  if (project.files.some(({ path }) => logsEvents(project, path))) return [];
  const message = 'Nothing here logs failed logins or refused requests: nobody would notice an attack.';
  return [{ file: project.app.file, node: project.app.node, message, fix: 'automatic' }];
}

function logsEvents(project: Project, path: string): boolean {
  const module = project.moduleOf(path);
  if (!module || !TELLS.test(module.text)) return false;
  let found = false;
  walk(module.ast.program, (node) => {
    if (found || node.type !== 'CallExpression' || !isLogCall(module, project.resolver, node)) return;
    found = TELLS.test(module.text.slice(node.callee.end!, node.end!));
  });
  return found;
}
