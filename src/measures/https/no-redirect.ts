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
  const own = project.files.filter(({ generated }) => !generated);
  if (own.some(({ text }) => SPEAKS_TLS.test(text) || (ASKS.test(text) && text.includes('redirect')))) return [];
  const message = 'Nothing here sends plain http to https: what a browser asks for first may cross the network in clear.';
  return [{ file: project.app.file, node: project.app.node, message, fix: 'automatic' }];
}
