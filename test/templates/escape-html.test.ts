import { expect, it } from 'vitest';
import { loadHelper } from './helpers';

interface EscapeHtml {
  escapeHtml(value: unknown): string;
}
const load = async (): Promise<EscapeHtml['escapeHtml']> =>
  (await loadHelper<EscapeHtml>('xss/escape-html.ts')).escapeHtml;

it('leaves no way into markup, nor out of a quoted attribute', async () => {
  const escapeHtml = await load();
  expect(escapeHtml(`<img src=x onerror="alert('1')">`)).toBe(
    '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;',
  );
  expect(escapeHtml('&lt;b&gt;')).toBe('&amp;lt;b&amp;gt;');
});

it.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ['Zoë – 東京', 'Zoë – 東京'],
  [42, '42'],
  [false, 'false'],
  [undefined, ''],
  [null, ''],
  [['<b>'], '&lt;b&gt;'],
])('makes of %j the text that it is', async (value, text) => {
  const escapeHtml = await load();
  expect(escapeHtml(value)).toBe(text);
});
