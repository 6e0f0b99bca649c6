import { escapeRegExp } from '../../codemods/lib/text';

/** Whether a path is one of a pattern's: `legacy/**`, `src/*.js`, `{old,new}/**`; a folder's name stands for all below it. */
export function globToRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/^\.?\//, '')
    .replace(/\/$/, '')
    .split(/(\*\*\/|\*\*|\*|\?|\{[^{}]*\})/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      if (part.startsWith('{')) return `(?:${part.slice(1, -1).split(',').map(escapeRegExp).join('|')})`;
      return escapeRegExp(part);
    })
    .join('');
  return new RegExp(`^${source}(?:/.*)?$`);
}
