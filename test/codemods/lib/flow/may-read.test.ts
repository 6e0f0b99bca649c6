import { describe, expect, it } from 'vitest';
import { mayReadRequest } from '../../../../codemods/lib/flow/may-read';
import { readRequest } from '../../../../codemods/lib/flow/request';
import { parseSource } from '../../../../codemods/lib/parse';
import { Module } from '../../../../codemods/lib/resolve';
import { walk } from '../../../../codemods/lib/walk';
import { requestShape } from '../../../../src/frameworks/index';

const shape = requestShape({ id: 'none', version: '', major: 0, server: { id: 'none', major: 0 } });

/** Whether something of a request is read somewhere in a file. */
function reads(text: string): boolean {
  const module = new Module('file.ts', text, parseSource(text, 'file.ts'));
  let found = false;
  walk(module.ast.program, (node) => {
    found ||= readRequest(module, shape, node) !== null;
  });
  return found;
}

describe('a look at the text', () => {
  it.each([
    'export const show = (req, res) => res.send(req.query.id);',
    'export const show = async req => use(req.body);',
    'export function show(_request = {}, answer) { return use(_request.params.id); }',
    'export const show = (\n  req // as Express hands it over\n, res) => use(req.body);',
    'export const show = (r: express.Request) => use(r.body);',
    'export const show = (r: Partial<Request>) => use(r.body);',
    'export const show = (ctx) => use(ctx.request.body);',
    'export const show = async ctx => use(ctx.query.name);',
    'export const show = (ctx) => { const { query } = ctx; return use(query.name); };',
    'export const show = (ctx) => { const { body } = ctx.request; return use(body); };',
    'export const show = (context) => { const own = { ...context }; return use(own.query); };',
    "export const show = (ctx) => use(ctx['query'].name);",
    'export const show = (ctx, next) => use((ctx || {}).query.name);',
    'export const show = (ctx, next) => use((ctx as Context).query.name);',
    'export const show = (ctx, next) => use((ctx).params.id);',
    'export const show = (ctx) => { const call = ctx; return use(call.query.name); };',
    "export const show = (ctx) => use(getCookie(ctx, 'session'));",
    'class Users { create(@Body() dto: CreateUser) { return use(dto.name); } }',
    'class Guard { canActivate(c) { return use(c.switchToHttp().getRequest().headers); } }',
    'passport.use(new LocalStrategy((name, password, done) => use(name)));',
    'const field = { type: User, resolve(parent, { id }) { return use(id); } };',
    'const field = { type: User, resolve: (parent, args) => use(args.id) };',
    "app.get('/users', (q, r) => use(q.query.id));",
    "app.get('/users', wrap(async (q, r) => use(q.query.id)));",
    'app.use((q, r, next) => use(q.headers.host));',
    'export const show = (q, r) => r.status(200).send(q.query.name);',
    'export const show = (q, r) => { const { name } = q\n  .query; r\n  .json(name); };',
    'export const show = (e, quest, qu, next) => { log(quest, qu); qu.status(quest.params.id === e ? 1 : 2).end(); };',
    'export const show = ({ body, params }, res) => use(body.name);',
    'export const show = async ({ body }: Handed<{ name: string }>, reply: Reply) => use(body.name);',
    'export const show = (c) => c.json(c.req.query("name"));',
    'export const show = (r: Handed<Params, Request>) => use(r.body);',
    'export const show = (r: [Request, Response]) => use(r.query);',
    'export const show = (r: http.IncomingMessage) => use(r.headers.host);',
    'export const show = (c: Koa.Context, next) => use(c.query.name);',
    'export const show = (c: Partial<AppContext>) => { const { query } = c; return use(query.name); };',
    'export const show = (c?: AppContext) => use(c?.query.name);',
    'export const show = (c: koa.Context) => { const own = c; return use(own.query.name); };',
    'export const show = (c: Context<Env>) => use(c.req.query("name"));',
    'export const show = (e: Error, q: Of<Body, User>, r: Answer, next: Next) => r.json(q.body.name);',
  ])('lets pass what reads a request: %s', (text) => {
    expect(reads(text)).toBe(true);
    expect(mayReadRequest(text)).toBe(true);
  });

  it.each(Object.keys(shape.decorators))('lets pass what @%s() hands over', (name) => {
    expect(mayReadRequest(`class Users { create(@${name}() given: Given) { return use(given); } }`)).toBe(true);
  });

  it.each([
    "const load = async (id) => (await fetch(`/users/${id}`, { headers: { accept: 'application/json' } })).json();",
    'export const total = (rows) => Promise.all(rows.map(async (row) => row.body.length));',
    'export const rule = { create(context) { return context.report({ message: context.options[0] }); } };',
    'const draw = (ctx) => { ctx.beginPath(); ctx.fill(); };',
    '// Sends the request again, with its body.\nexport const again = (options, times) => send(options.body, times);',
    "export class Users { list(@Scope() shared: Context = {}, sharedContext: Types.Context) { return this.all.get('x', shared, sharedContext); } }",
    'inherits(Context, Stream); use(new Context(options, Context));',
    'export class Work { run(context: Context) { return this.tasks.map((task) => task.name + context.id); } }',
    'export const deferred = { resolve: (value, done) => done(value.body) };',
    'export const shorten = (node, depth) => (token.type === 1 ? node.body : depth);',
  ])('turns away what reads none: %s', (text) => {
    expect(reads(text)).toBe(false);
    expect(mayReadRequest(text)).toBe(false);
  });
});
