import { createHash } from 'node:crypto';
import { html, Markup } from './markup';
import { STYLE } from './style';

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

export interface Page {
  /** What kind of report this is, above the title. */
  kind: string;
  title: string;
  /** What it comes to. */
  sentence: string;
  facts: Markup;
  main: (Markup | null)[];
  footer: Markup;
}

/** One HTML page that loads nothing, runs nothing, and says so in a policy of its own. */
export function page({ kind, title, sentence, facts, main, footer }: Page): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}: ${sentence}</title>
        ${new Markup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <header>
          <p class="kind">${kind}</p>
          <h1>${title}</h1>
          <p class="sentence">${sentence}</p>
          <p class="facts">${facts}</p>
        </header>
        <main>${main}</main>
        <footer><p>${footer}</p></footer>
      </body>
    </html> `.text;
}
