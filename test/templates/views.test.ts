import { createRequire } from 'node:module';
import ejs from 'ejs';
import handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../codemods/lib/views/engines';
import { rawOutputs } from '../../codemods/lib/views/outputs';
import { runCodemod } from '../../src/edits/codemods';

type Data = Record<string, unknown>;
// Neither brings types along.
const require = createRequire(import.meta.url);
const nunjucks = require('nunjucks') as {
  Environment: new (loader: null, options: object) => { renderString(template: string, data: Data): string };
};
const pug = require('pug') as { render(template: string, data: Data): string };
const environment = new nunjucks.Environment(null, { autoescape: true });
const engines: Record<Engine, (template: string, data: Data) => string> = {
  ejs: (template, data) => ejs.render(template, data),
  handlebars: (template, data) => handlebars.compile(template)(data),
  pug: (template, data) => pug.render(template, data),
  nunjucks: (template, data) => environment.renderString(template, data),
};

/** The same page in every language: a text, an attribute, a list. */
const pages: Record<Engine, string> = {
  ejs: `<h1 title="<%- user.name %>"><%-user.name%></h1>
<ul><% for (const item of items) { -%>
<li><%- item.name -%></li>
<% } %></ul><%- user.name || 'nobody' %>`,
  handlebars: `<h1 title="{{{user.name}}}">{{{ user.name }}}</h1>
<ul>{{#each items}}
<li>{{~{this.name}~}} {{&this.name}} {{{../user.name}}}</li>
{{/each}}</ul>`,
  pug: `h1(title!=user.name)!= user.name
ul
  each item in items
    li Item !{item.name}
    li.last!= item.name
p!= user.name || 'nobody'
`,
  nunjucks: `<h1 title="{{ user.name | safe }}">{{user.name|safe}}</h1>
<ul>{% for item in items %}
<li>{{- item.name | trim | safe -}}</li>
{% endfor %}</ul>`,
};

const benign = { user: { name: 'Ada Lovelace' }, items: [{ name: 'Tea' }, { name: 'Coffee 2' }] };
const PAYLOAD = `"'><script>alert(1)</script><svg onload=alert(1)>`;
const hostile = { user: { name: PAYLOAD }, items: [{ name: PAYLOAD }] };

const encoded = (engine: Engine, template: string): string | undefined =>
  runCodemod('encode-output', 'page', template, {
    rule: 'xss/unescaped',
    engine,
    outputs: rawOutputs(engine, template).map(({ expression }) => expression),
  });

describe.each(Object.keys(pages) as Engine[])('a page of %s that shows data as it is', (engine) => {
  const before = pages[engine];
  const after = encoded(engine, before) ?? '';
  const render = engines[engine];

  it('lets markup through', () => {
    expect(render(before, hostile)).toContain('<script>alert(1)</script>');
  });

  it('is the same after the fix for who means well', () => {
    expect(render(after, benign)).toBe(render(before, benign));
    expect(render(after, { user: {}, items: [] })).toBe(render(before, { user: {}, items: [] }));
  });

  it('is inert after the fix', () => {
    const page = render(after, hostile);
    expect(page).not.toMatch(/<script|<svg|"'>/);
    expect(page).toMatch(/&lt;script&gt;alert\(1\)/);
  });

  it('is changed once', () => {
    expect(encoded(engine, after)).toBeUndefined();
  });
});
