import { readFile } from 'node:fs/promises';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../src/edits/template';
import type { Style } from '../../src/types';
import { countingModules, koaModules, templateData } from './data';
import { forms, ownStyle, type FormName } from './workshop';

const everything = Boolean(process.env['TEMPERED_TEST_ALL']);
const names = everything
  ? (Object.keys(forms) as FormName[]).filter((name) => name !== 'ts-cjs-verbatim')
  : (['ts-esm', 'js-cjs'] as const);
const redis = {
  'redis counters': {
    template: 'rate-limit/counters.ts',
    data: { ...countingModules['counters']!.data, store: 'redis', mode: 'observe' },
  },
};
const koa = Object.fromEntries(Object.entries(koaModules()).map(([name, each]) => [`koa ${name}`, each]));
const data = { ...templateData(4), ...countingModules, ...redis, ...koa };

describe.each(names)('generated files as %s', (name) => {
  const { form } = forms[name];
  const styles: Record<string, Style> = {
    'our own': ownStyle,
    'no semicolons, double quotes and few commas': {
      ...ownStyle,
      semicolons: false,
      quote: '"',
      trailingComma: 'none',
    },
  };

  it.each(Object.entries(styles))('are what Prettier would write: %s', async (_style, style) => {
    for (const { template, data: values } of Object.values(data)) {
      const text = renderTemplate(template, values, form, style);
      const options = { singleQuote: style.quote === "'", semi: style.semicolons, trailingComma: style.trailingComma };
      const formatted = await format(text, { ...options, printWidth: 120, filepath: `a${form.extension}` });
      expect(text).toBe(formatted);
    }
  });

  it('say in their first line what wrote them', () => {
    for (const { template, data: values } of Object.values(data)) {
      expect(renderTemplate(template, values, form, ownStyle)).toMatch(
        /^\/\/ Written by tempered.* a re-run keeps your edits\.\n/,
      );
    }
  });
});

it('no template reads a setting while its module is evaluated', async () => {
  for (const { template } of Object.values(data)) {
    if (template === 'secrets/env.ts') continue;
    const text = await readFile(new URL(`../../templates/${template}.ejs`, import.meta.url), 'utf8');
    expect(text).not.toMatch(/^\S.*process\.env/m);
  }
});
