import type { Node } from '@babel/types';
import { type CookieCall, cookieCall } from '../../../codemods/lib/cookies/calls';
import { inDevelopment } from '../../../codemods/lib/development';
import { settingOf } from '../../../codemods/lib/options/place';
import { requiredSource } from '../../../codemods/lib/scope';
import { escapeRegExp, withWord } from '../../../codemods/lib/text';
import { lastName, literalText, memberName, walk } from '../../../codemods/lib/walk';
import type { Project, Report } from '../../types';
import { type Holds, scanned, someText } from '../scanned';

/** A cookie by which requests are known. */
interface Authority {
  file: string;
  found: CookieCall;
}

const CHANGES =
  /\.(post|put|patch|delete|del)\(\s*(['"`][/*:]|['"`]['"`])|@(Post|Put|Patch|Delete)\(|method:\s*['"](POST|PUT|PATCH|DELETE)['"]|\.route\(['"][^'"]*['"]\)/;
/** Sessions are made by packages of such names, cookies by others and by methods. */
const MAKES_SESSIONS = withWord(
  ['session'],
  /['"](express-session|cookie-session|koa-session|koa-generic-session|fastify-session|@fastify\/(secure-)?session)['"]/,
);
const MAKES_COOKIES = /\.cookie\(|[sS]et(Signed)?Cookie|ookies\??\.set|['"](@?cookie[\w/-]*|csurf|hono\/cookie)['"]/;
/** What may be a defence: looked at more closely where a file says it. */
const MAY_DEFEND = /csrf|xsrf|csurf|lusca|sec-fetch-site|headers\s*\.\s*origin|['"]origin['"]/i;
const DEFENCE = /csrf|xsrf|csurf|lusca/i;

/** Requests are known by a cookie, something can be changed, and nothing asks where a request comes from. */
export function undefended(project: Project): Report[] {
  if (!changesSomething(project)) return [];
  const cookies = authorities(project).filter(({ found }) => !isKeptAtHome(found, project));
  const [first] = cookies;
  if (!first || isDefended(project)) return [];
  return [
    {
      file: first.file,
      node: first.found.call,
      message: 'Requests are known by a cookie, and nothing refuses those that other sites make a browser send.',
      // The check only watches until somebody says that it may refuse.
      fix: project.withoutApp === null ? 'automatic' : 'manual',
      risk: 'none',
    },
  ];
}

/** Sessions; where there are none, cookies of logins that the app reads again. */
function authorities(project: Project): Authority[] {
  const sessions = loginsIn(project, MAKES_SESSIONS).filter(({ found }) => found.kind.session);
  if (sessions.length > 0) return sessions;
  return loginsIn(project, MAKES_COOKIES).filter(({ found }) => found.kind.session || isRead(project, found));
}

function loginsIn(project: Project, makes: Holds): Authority[] {
  return scanned(project, makes).flatMap(({ file, module }) => {
    const calls: Authority[] = [];
    walk(module.ast.program, (node) => {
      const call = node.type === 'CallExpression' ? cookieCall(module, project.resolver, node) : null;
      if (call?.purpose === 'login' && !inDevelopment(module, call.call)) calls.push({ file, found: call });
    });
    return calls;
  });
}

/** `req.cookies.token`, `ctx.cookies.get('token')`, `getCookie(c, 'token')` */
function isRead(project: Project, { call }: CookieCall): boolean {
  const name = call.arguments.map((each) => literalText(each)).find((text) => text !== null);
  if (!name) return false;
  const escaped = escapeRegExp(name);
  return someText(
    project,
    new RegExp(
      `[cC]ookies\\??(\\.|\\[\\s*['"])${escaped}\\b|(ookies\\??\\.get|get(Signed)?Cookie)\\([^)]*['"]${escaped}['"]|{[^}]*\\b${escaped}\\b[^}]*}\\s*=\\s*\\w+\\.(signedC|c)ookies`,
    ),
  );
}

/** Browsers keep the cookie from requests of other sites; what is computed was thought about. */
function isKeptAtHome({ options }: CookieCall, { resolver }: Project): boolean {
  const said = settingOf(options, resolver, 'sameSite');
  if (said === 'unset') return false;
  if (said === 'unknown') return true;
  return said.type === 'BooleanLiteral' ? said.value : !/^none$/i.test(literalText(said) ?? '');
}

const changesSomething = (project: Project): boolean =>
  project.routes.some(({ method }) => /^(post|put|patch|delete|all)$/.test(method)) || someText(project, CHANGES);

/** A package for it, a token of its own, or a look at where the request comes from. */
function isDefended(project: Project): boolean {
  return scanned(project, MAY_DEFEND).some(({ module }) => {
    let defended = false;
    walk(module.ast.program, (node) => {
      defended ||= defends(node);
      return !defended;
    });
    return defended;
  });
}

function defends(node: Node): boolean {
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression')
    return memberName(node) === 'origin' && /^headers?$/.test(memberName(node.object) ?? '');
  if (node.type === 'StringLiteral') return /sec-fetch-site|^x-?(csrf|xsrf)|^(csrf|xsrf)-token$/i.test(node.value);
  if (node.type !== 'CallExpression') return false;
  const name = lastName(node.callee) ?? '';
  if (name === 'require') return false;
  if (/^(get|header)$/.test(name) && /^origin$/i.test(literalText(node.arguments[0]) ?? '')) return true;
  return DEFENCE.test(name) || [node.callee, ...node.arguments].some(isDefence);
}

/** A name for it, or the package itself. */
const isDefence = (node: Node): boolean =>
  (node.type === 'Identifier' && DEFENCE.test(node.name)) || DEFENCE.test(requiredSource(node) ?? '');
