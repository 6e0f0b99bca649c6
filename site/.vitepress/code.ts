// How code is shown.
import type { MarkdownRenderer } from 'vitepress';

const LONG = 4000;

/** Of what is generated, long files stay without colours: a page of them would be ten times as large. */
export function asText(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, index, options, env: { relativePath: string }, self) => {
    const token = tokens[index]!;
    if (env.relativePath.startsWith('measures/rendered/') && token.content.length > LONG) token.info = 'txt';
    return fence(tokens, index, options, env, self);
  };
}
