type Step = (path: string, at: number) => number[];

/**
 * Whether a path is one of a pattern's: `legacy/**`, `src/*.js`, `{old,new}/**`; a folder's name stands for all below it.
 * A pattern is somebody's text: matching costs its length times the path's, where a regular expression made of it could
 * take for ever.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const step = stepsOf(pattern.replace(/^\.?\//, '').replace(/\/$/, ''));
  return (path) => step(path, 0).some((at) => at === path.length || path[at] === '/');
}

function stepsOf(pattern: string): Step {
  const steps = pattern
    .split(/(\*\*\/|\*\*|\*|\?|\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map(stepOf);
  return (path, start) => {
    let places = new Set([start]);
    for (const step of steps) places = new Set([...places].flatMap((at) => step(path, at)));
    return [...places];
  };
}

/** From where a part of the pattern stands in the path to where it may end. */
function stepOf(part: string): Step {
  if (part === '**') return (path, at) => from(at, path.length);
  if (part === '**/') return (path, at) => from(at, path.length).filter((end) => end === at || path[end - 1] === '/');
  if (part === '*') return (path, at) => from(at, endOfName(path, at));
  if (part === '?') return (path, at) => (at < endOfName(path, at) ? [at + 1] : []);
  if (!part.startsWith('{')) return (path, at) => (path.startsWith(part, at) ? [at + part.length] : []);
  const ways = part.slice(1, -1).split(',').map(stepsOf);
  return (path, at) => ways.flatMap((way) => way(path, at));
}

const from = (start: number, end: number): number[] => Array.from({ length: end - start + 1 }, (_, at) => start + at);

function endOfName(path: string, at: number): number {
  const slash = path.indexOf('/', at);
  return slash < 0 ? path.length : slash;
}
