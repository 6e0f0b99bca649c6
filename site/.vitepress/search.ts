// What the search looks through.
import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

const plain = (code: string): string => `<pre>${code.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`;

/** Words need no colours, and code that is generated would hide what people look for. */
export function forSearch(source: string, env: MarkdownEnv, md: MarkdownRenderer): string {
  if (env.relativePath.startsWith('measures/rendered/')) return '';
  const { highlight } = md.options;
  md.options.highlight = plain;
  try {
    return md.render(source, env);
  } finally {
    md.options.highlight = highlight;
  }
}
