import { describe, expect, it } from 'vitest';
import { originsOf } from './flow';

const inHandler = (text: string, before = ''): string[] =>
  originsOf(`${before}\napp.get('/', (req, res) => { ${text} });`);

describe('Where a value comes from', () => {
  it('is the worst of what it is put together of', () => {
    expect(
      inHandler(`
        let sum = 'a'; sum += req.query.x;
        show(sum, 'a'.concat(req.body.b), util.format('%s', req.query.c), \`\${1}\${process.env.X}\`, 'a' + 1, [1, f()]);`),
    ).toEqual(['request', 'request', 'request', 'environment', 'constant', 'unknown']);
  });

  it('is that of an address for what is read from it', () => {
    expect(
      inHandler(`const asked = url.parse(req.url, true).query; const { name } = url.parse(req.url, true).query;
        show(asked.next, name, url.parse('/own').pathname);`),
    ).toEqual(['request', 'request', 'unknown']);
  });

  it('is constant for numbers and what is compared', () => {
    expect(
      inHandler(`const id = Number(req.params.id);
        show(id, +req.query.a, parseInt(req.query.b, 10), req.query.c === 'x', !req.query.d, req.body.list.length,
          req.query.dir === 'desc' ? 'DESC' : 'ASC', req.body.name.includes('x'), new Date(req.query.e));`),
    ).toEqual(Array(9).fill('constant'));
  });

  it('is none of the client for those of its names that a list of the code has', () => {
    expect(
      inHandler(`show(Object.keys(req.body).filter((key) => ['a', 'b'].includes(key)), Object.keys(req.body).filter((key) => key !== 'c'),
        Object.keys(req.body).filter((key) => req.query.keys.includes(key)));`),
    ).toEqual(['constant', 'request', 'request']);
  });

  it('is not that of a list for what is made of its items', () => {
    expect(
      inHandler(`show(req.body.ids.map(() => '?').join(','), req.body.ids.map((id) => Number(id)),
        req.body.ids.map((id) => \`'\${id}'\`).join(), new Array(req.body.ids.length).fill('?').join(','));`),
    ).toEqual(['constant', 'constant', 'request', 'constant']);
  });

  it('is that of what a list or an object was given later', () => {
    expect(
      inHandler(`const parts = []; parts.push(req.query.a); const options = {}; options.url = req.query.b;
        const other = { url: 'x' }; other.name = req.query.c; show(parts.join(' '), options, options.url, other.url);`),
    ).toEqual(['request', 'request', 'request', 'constant']);
  });

  it('is not that of the request for what other code hangs on it', () => {
    expect(
      originsOf(`export const handler = (req, res) => {
        req.filter = req.query.filter; req.limits = limits;
        show(req.user.name, req.filter, req.limits, req.file.path, req.file.originalname); };`),
    ).toEqual(['unknown', 'request', 'unknown', 'unknown', 'request']);
  });

  it('is known of the parameter of a function that the file alone calls', () => {
    expect(
      originsOf(`
        function closed(a, b) { show(a, b); }
        const fn = (x) => show(x);
        app.get('/', (req) => { closed(req.query.x, 'b'); fn(1); });`),
    ).toEqual(['request', 'constant', 'constant']);
  });

  it('is an argument of a function that others may call, or worse where the file calls it with worse', () => {
    expect(
      originsOf(`
        exports.open = function (a) { show(a); };
        export const other = (b) => show(b);
        class Service { run(c) { show(c); } handle(req, res) { this.run(req.body.c); } }`),
    ).toEqual(['argument', 'argument', 'request']);
  });

  it('is not known of what a callback is given', () => {
    expect(
      inHandler(`fs.readFile(req.query.f, (error, data) => show(data)); db.on('x', function (event) { show(event); });
        new Promise((resolve) => show(resolve));`),
    ).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('is that of the list for its items', () => {
    expect(
      inHandler(`req.body.items.forEach((item, index) => show(item.name, index)); ['a', 'b'].map((one) => show(one));
        for (const key in req.query) show(key); for (const one of ['a']) show(one);`),
    ).toEqual(['request', 'constant', 'constant', 'request', 'constant']);
  });

  it('is followed through fields, and functions that pass a value on', () => {
    expect(
      originsOf(`
        const clean = (text) => text.trim();
        function pick(text) { if (!text) return ''; return text; }
        class Handler {
          constructor(db) { this.db = db; }
          get(req, res) { this.name = req.query.name; show(this.name, this.db, clean(req.query.a), clean('a'), pick(req.query.b)); }
        }`),
    ).toEqual(['request', 'unknown', 'request', 'constant', 'request']);
  });

  it('is found at once where a text is changed many times over', () => {
    const steps = Array.from(
      { length: 40 },
      (_, index) => `text = text.replace('${index}', other); other = other + text;`,
    );
    expect(
      inHandler(`let text = 'a', other = 'b'; ${steps.join(' ')} show(text); text = req.query.x; show(other);`),
    ).toEqual(['request', 'request']);
  });

  it.each([
    ['what it was given last', 'let id = req.query.id; id = Number(id); show(id);', ['constant']],
    ['what it was before, where that is part of it', 'let id = req.query.id; id = id.trim(); show(id);', ['request']],
    ['both, before and behind', 'let id = req.query.id; show(id); id = 1; show(id);', ['request', 'constant']],
    ['the same in a callback', 'let id = req.query.id; id = 1; each(() => show(id));', ['constant']],
    ['of a part of the request', 'let { id } = req.query; id = parseInt(id, 10); show(id);', ['constant']],
    ['of a name that is declared again', 'var id = req.query.id; var id = 1; show(id);', ['constant']],
    ['both, under a condition', 'let id = req.query.id; if (id.length > 9) id = 1; show(id);', ['request']],
    ['both, where it may fail', 'let id = req.query.id; try { id = 1; } catch {} show(id);', ['request']],
    ['both, in a loop', 'let id = 1; for (;;) { show(id); id = req.query.id; }', ['request']],
    ['what is added to it', "let id = req.query.id; id += 'x'; show(id);", ['request']],
  ])('is of a variable %s', (_name, text, origins) => {
    expect(inHandler(text)).toEqual(origins);
  });

  it('is not known of what a call gives', () => {
    expect(inHandler('const user = find(req.params.id); show(user, user.name, other.method(x));')).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('is constant for parameters of types that are no text', () => {
    expect(
      originsOf(
        `enum Order { Up, Down }
        export const f = (a: number, b?: boolean, c: Date, d: Order, e: 'asc' | 'desc', g: string, h: number[]) => show(a, b, c, d, e, g, h);
        class C { get(@Param('id', ParseUUIDPipe) id: string, @Param('x') x: number) { show(id, x); } }`,
        'nestjs',
      ),
    ).toEqual([...Array(5).fill('constant'), 'argument', 'constant', 'constant', 'request']);
  });
});

describe('A check in front of a value', () => {
  const checks: [string, string][] = [
    ['a list', `if (!ALLOWED.includes(x)) return; show(x);`],
    ['a list, in the other case', `if (!ALLOWED.includes(x.toLowerCase())) { throw new Error('no'); } show(x);`],
    ['a set among other conditions', `if (!x || !SET.has(x)) return res.sendStatus(400); show('a' + x);`],
    ['a map', `if (x in MAP) { show(x); }`],
    ['an index', `if (ALLOWED.indexOf(x) === -1) return; show(x);`],
    ['a condition', `show(ALLOWED.includes(x) ? x : 'id');`],
    ['a pattern', `if (!/^[a-z0-9_-]+$/i.test(x)) return; show(x);`],
    ['a pattern of a constant', `if (!ID.test(x)) return; show(x);`],
    ['a switch', `switch (x) { case 'a': case 'b': show(x); }`],
    ['literals', `if (x !== 'a' && x !== 'b') return; show(x);`],
    ['a type', `if (typeof x !== 'number') return; show(x);`],
    ['a number', `if (isNaN(x)) return; show(x);`],
    ['what is taken away', `show(x.replace(/[^a-z0-9]/gi, ''));`],
    ['what is read again', `if (!ALLOWED.includes(req.query.y)) return; show(req.query.y);`],
  ];
  const before = `const ALLOWED = ['a', 'b']; const SET = new Set(['a']); const MAP = { a: 1 }; const ID = /^\\d{4}-[a-f]+$/;`;

  it.each(checks)('makes it constant: %s', (_, text) => {
    expect(inHandler(`const { x } = req.query; ${text}`, before)).toEqual(['constant']);
  });

  it.each([
    ['that lets others through', `if (!ALLOWED.includes(x)) log(x); show(x);`],
    ['of another value', `if (!ALLOWED.includes(y)) return; show(x);`],
    ['against what the client sent', `if (!req.body.list.includes(x)) return; show(x);`],
    ['that comes too late', `show(x); if (!ALLOWED.includes(x)) return;`],
    ['that is the wrong way round', `if (ALLOWED.includes(x)) return; show(x);`],
    ['with a loose pattern', `if (!/^.+$/.test(x)) return; show(x);`],
    ['with a pattern that is not anchored', `if (!/[a-z]+$/.test(x)) return; show(x);`],
    ['with an alternative that is not anchored', `if (!/^a|b$/.test(x)) return; show(x);`],
    ['with a pattern of what it must not have', `if (!/^[^;]+$/.test(x)) return; show(x);`],
    ['before it is changed', `if (!ALLOWED.includes(x)) return; x = req.body.x; show(x);`],
    ['that one of two conditions makes', `if (ALLOWED.includes(x) || y) show(x);`],
    ['that removes only the first', `show(x.replace(/[^a-z]/, ''));`],
    ['that switches by default', `switch (x) { default: case 'a': show(x); }`],
  ])('does not where it is one %s', (_, text) => {
    expect(inHandler(`let { x } = req.query; ${text}`, before)).toEqual(['request']);
  });
});
