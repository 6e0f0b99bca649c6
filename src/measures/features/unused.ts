import type { Project, Report } from '../../types';

/** Packages that open something to clients once they are in use, or that are known for what came in through them. */
const OPENS = [
  'ws',
  'socket.io',
  'method-override',
  'serve-index',
  'express-fileupload',
  'formidable',
  'errorhandler',
  'node-serialize',
  'express-status-monitor',
  'vhost',
  'body-parser-xml',
  'connect-livereload',
];

/** Such packages that are installed and that no source names: an update less to make, and one risk less. */
export function unusedPackages(project: Project): Report[] {
  const installed = OPENS.filter((name) => project.manifest.dependencies[name] !== undefined);
  if (installed.length === 0) return [];
  const scan = project.scan();
  const left = new Set(installed);
  for (const path of scan.sources) {
    if (left.size === 0) break;
    const text = scan.read(path) ?? '';
    for (const name of left)
      if (new RegExp(`['"\`]${name.replace('.', '\\.')}(/[^'"\`]*)?['"\`]`).test(text)) left.delete(name);
  }
  const scripts = Object.values(project.manifest.scripts).join('\n');
  return [...left]
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(scripts))
    .map((name) => ({
      file: 'package.json',
      message: `${name} is installed, and no source of the app uses it.`,
      fix: 'manual',
      snippet: `${project.packageManager.name} ${project.packageManager.name === 'npm' ? 'uninstall' : 'remove'} ${name}`,
    }));
}
