import { describe, expect, it } from 'vitest';
import { readsOf } from './flow';

const inHandler = (text: string): (string | null)[] => readsOf(`app.get('/', (req, res) => { ${text} });`);

describe('What is read of a request', () => {
  it('is named by part and field', () => {
    expect(inHandler('show(req.body, req.query.page, req.params["id"], req.headers.host, req.cookies.sid)')).toEqual([
      'body',
      'query.page',
      'params.id',
      'headers.host',
      'cookies.sid',
    ]);
  });

  it('is followed through names, aliases and destructuring, with defaults and renaming', () => {
    expect(
      inHandler(`
        const q = req.query;
        const { name: wanted = 'x', page: { size } } = q;
        const { body } = req;
        const { user } = body, again = user;
        show(q.a, wanted, size, body.a, again.name);`),
    ).toEqual(['query.a', 'query.name', 'query.page.size', 'body.a', 'body.user.name']);
  });

  it('is followed through an object literal of the function, and a copy of a part', () => {
    expect(
      inHandler(`const filter = { name: req.query.name, id: 1 }; const all = { ...req.body, at: 1 };
        show(filter.name, filter.id, all.email);`),
    ).toEqual(['query.name', null, 'body.email']);
  });

  it('is known in handlers whatever their parameters are called', () => {
    expect(
      readsOf(`
        app.post('/a', (question, answer) => show(question.body.a));
        router.get('/b', wrap(async (r, s) => show(r.query.b)));
        function handler(one, two) { two.send(show(one.params.c)); }
        const taken = async ({ body: { d }, params }, res) => show(d, params.e);
        const typed = (x: Request, y: Response) => show(x.body.f);
        const loose = (req: any, res: any) => show(req.body.g);`),
    ).toEqual(['body.a', 'query.b', 'params.c', 'body.d', 'params.e', 'body.f', 'body.g']);
  });

  it('is known in resolvers of GraphQL', () => {
    expect(
      readsOf(`const field = { type: T, args: {}, resolve: async (parent, args) => show(args.id, parent.id) };`),
    ).toEqual(['body.id', null]);
  });

  it('is what passport hands on of a login', () => {
    expect(
      readsOf(`new LocalStrategy({ passReqToCallback: true }, (req, email, password, done) => show(email, password, done));
      passport.use(new LocalStrategy(function (name, secret, done) { show(name, secret, done); }));`),
    ).toEqual(['body.email', 'body.password', null, 'body.name', 'body.secret', null]);
  });

  it('is nothing in functions that are no handlers', () => {
    expect(
      readsOf(`
        function save(document, options) { show(document.body, options.query); }
        items.map((item) => show(item.params));
        const create = (req: string) => show(req.body);`),
    ).toEqual([null, null, null, null]);
  });

  it('is nothing where something is made of it', () => {
    expect(
      inHandler(`show(Number(req.query.a), req.body.list.map(f), req.params.id.length + 1, +req.query.b)`),
    ).toEqual([null, null, null, null]);
  });

  it('is an item in a loop over it', () => {
    expect(inHandler('for (const { id } of req.body.items) show(id)')).toEqual(['body.items.[].id']);
  });

  it('is spelled as each framework spells it', () => {
    expect(
      readsOf(
        'router.post("/", async (ctx) => { show(ctx.request.body.a, ctx.query.b, ctx.params.c, ctx.cookies.get("d")); })',
        'koa',
      ),
    ).toEqual(['body.a', 'query.b', 'params.c', 'cookies.d']);
    expect(
      readsOf('const get = async (request, reply) => { show(request.body.a, request.query.b); }', 'fastify'),
    ).toEqual(['body.a', 'query.b']);
    expect(
      readsOf(
        `app.post('/', async (c) => {
          const body = await c.req.json(); const { b } = await c.req.parseBody();
          show(body.a, b, c.req.query('c'), c.req.param('d'), c.req.header('e'), getCookie(c, 'f'), await c.req.text());
        })`,
        'hono',
      ),
    ).toEqual(['body.a', 'body.b', 'query.c', 'params.d', 'headers.e', 'cookies.f', 'body']);
    expect(
      readsOf(
        `class C {
          a(@Body('x') x: string, @Query() { y }: Dto, @Param('z', ParseIntPipe) z: number, @Req() r: any, @Headers('h') h) {
            show(x, y, z, r.body.u, h);
          }
          guard(context: ExecutionContext) { const request = context.switchToHttp().getRequest(); show(request.params.id); }
        }`,
        'nestjs',
      ),
    ).toEqual(['body.x', 'query.y', null, 'body.u', 'headers.h', 'params.id']);
  });
});
