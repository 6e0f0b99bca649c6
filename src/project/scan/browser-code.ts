import { withWord } from '../../../codemods/lib/text';

/** Folders whose scripts are sent to browsers, unless they show otherwise. */
const FOLDERS = /(^|\/)(public|static|assets?|www|wwwroot|htdocs|javascripts|client|front-?end|webapp|browser)\//i;
/** What only runs in Node.js. */
const SERVER =
  /(\bfrom|\brequire\(|\bimport)\s*['"](node:[\w/]+|fs(\/promises)?|fs-extra|https?|net|tls|os|cluster|child_process|worker_threads|express|koa|fastify|hono|@nestjs\/[\w-]+|mongoose|mongodb|pg|mysql2?|sequelize|typeorm|@prisma\/client|jsonwebtoken|bcrypt(js)?|i?oredis|nodemailer)['"/]|\bmodule\.exports\s*=/;
const LIBRARIES =
  /(\bfrom|\bimport)\s*['"](react|react-dom|preact|vue|svelte|solid-js|@angular\/core|@vue\/|jquery|lit|next\/(router|navigation|link)|@reduxjs\/toolkit|react-redux)[\w/-]*['"]|^\s*['"]use client['"]/m;
const DOM = withWord(
  ['window.', 'document.', 'Storage.', 'navigator.', '$('],
  /\b(window|document|localStorage|sessionStorage|navigator)\.\w|\$\((document|window|['"][#.])/,
);

/** Whether a file that the app does not load is code for browsers. */
export function isBrowserCode(path: string, text: string): boolean {
  if (SERVER.test(text)) return false;
  return FOLDERS.test(path) || LIBRARIES.test(text) || (DOM(text) && !/\brequire\(|\bprocess\.(?!env\b)/.test(text));
}
