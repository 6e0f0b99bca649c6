import type { Module } from '../../../codemods/lib/resolve';
import type { Project, Report } from '../../types';
import { isRecorded } from '../place';

/** Packages that send plain http to https. */
const PACKAGES =
  /^(express-(enforces-ssl|sslify|force-https|http-to-https|to-https)|koa-sslify|koa-force-ssl|heroku-ssl-redirect|fastify-https-redirect|fastify-https-always|nestjs-https-redirect)$/;
/** Code that asks how a request came, or speaks TLS itself. */
const ASKS = /x-forwarded-proto|\b(req|request|ctx|c)\.(secure|protocol)\b|hono\/https|\.encrypted\b/i;
const SPEAKS_TLS = /\bhttps\.createServer\b|\bcreateSecureServer\b|\bhttps\s*:\s*\{|\bhttpsOptions\b/;

/** Where nothing in the app looks at how a request came: a proxy may do it, which cannot be seen from here. */
export function withoutRedirect(project: Project): Report[] {
  if (isRecorded(project, 'https') || Object.keys(project.manifest.dependencies).some((name) => PACKAGES.test(name)))
    return [];
  if (project.files.some(({ path, generated }) => !generated && looksAfter(project.moduleOf(path)))) return [];
  const message =
    'Nothing here sends plain http to https: what a browser asks for first may cross the network in clear.';
  return [{ file: project.app.file, node: project.app.node, message, fix: 'automatic' }];
}

function looksAfter(module: Module | null): boolean {
  if (!module || !(SPEAKS_TLS.test(module.text) || ASKS.test(module.text))) return false;
  const code = withoutComments(module);
  return SPEAKS_TLS.test(code) || (ASKS.test(code) && code.includes('redirect'));
}

/** A redirect that somebody has commented out is none. */
function withoutComments({ text, ast }: Module): string {
  const comments = ast.comments ?? [];
  const code = [0, ...comments.map(({ end }) => end!)].map((end, at) => text.slice(end, comments[at]?.start));
  return code.join('');
}
