import { describe, expect, it } from 'vitest';
import { baseline, regressions } from '../../../src/steps/verify/baseline';
import type { ProbeAnswer } from '../../../src/types/proof';

const answer = (path: string, status: number, type?: string): ProbeAnswer => ({
  request: { path },
  status,
  headers: type === undefined ? {} : { 'content-type': type },
  text: '',
  elapsed: 1,
});
const html = 'text/html; charset=utf-8';
const json = 'application/json';

describe('the baseline', () => {
  it('leaves out routes that answer now like this and now like that', () => {
    const first = [answer('/', 200, html), answer('/flaky', 200, json), answer('/counts', 200, html)];
    const second = [answer('/', 200, html), answer('/flaky', 503, json), answer('/counts', 200, json)];
    expect(baseline(first, second).map(({ request }) => request.path)).toEqual(['/']);
  });

  it('leaves out what was asked for only once', () => {
    expect(baseline([answer('/', 200, html)], [])).toEqual([]);
  });
});

describe('regressions', () => {
  const broken: [what: string, before: ProbeAnswer, after: ProbeAnswer, said: string][] = [
    ['a refusal', answer('/a', 200, html), answer('/a', 400, json), '200 text/html → 400 application/json'],
    ['a failure', answer('/a', 302), answer('/a', 500, html), '302 → 500 text/html'],
    ['another type', answer('/a', 200, html), answer('/a', 200, json), '200 text/html → 200 application/json'],
    ['no answer', answer('/a', 200, html), answer('/a', 0), '200 text/html → no answer'],
    ['a redirect of a page', answer('/a', 200, html), answer('/a', 308), '200 text/html → 308'],
  ];
  it.each(broken)('are %s', (_what, before, after, said) => {
    const [found, ...more] = regressions([before], [after]);
    expect(more).toEqual([]);
    expect(`${found?.method} ${found?.path}: ${found?.before} → ${found?.after}`).toBe(`GET /a: ${said}`);
  });

  const fine: [what: string, before: ProbeAnswer, after: ProbeAnswer][] = [
    ['the same answer', answer('/a', 200, html), answer('/a', 200, 'text/html')],
    ['an error page of another type', answer('/a', 404, html), answer('/a', 404, json)],
    ['another refusal', answer('/a', 401, json), answer('/a', 429, json)],
    ['a page where there was none', answer('/a', 404, json), answer('/a', 200, html)],
    ['a mended failure', answer('/a', 500, html), answer('/a', 400, json)],
    ['a failure that stays', answer('/a', 500, html), answer('/a', 500, json)],
  ];
  it.each(fine)('are not %s', (_what, before, after) => {
    expect(regressions([before], [after])).toEqual([]);
  });
});
