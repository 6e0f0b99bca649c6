import { parse as parseYaml } from 'yaml';
import { laidOutLike, tokensOf } from './layout';
import { mergeItems } from './items';
import { mergeLines, type Region, type Versions } from './lines';
import { undeclaredNames } from './names';
import { sameProgram } from './program';
import { likeText, linesOf, sameText } from './text';

/** What becomes of lines that both sides changed. */
export type Side = 'yours' | 'new' | 'markers';

/** Lines that both sides changed, as they were and as each side has them. */
export type Conflict = Versions<string>;

export interface Merge {
  conflicts: Conflict[];
  /** The merged text; one side for each conflict, in their order. */
  settle(sides: readonly Side[]): string;
}

/**
 * A generated file as it was rendered then (`base`, null where lost) and now (`theirs`), brought together with what the
 * user made of it. What only their formatter changed is no conflict; where the file is little more than a list (`isList`),
 * neither are different items of one line. Layout, line ends and a byte order mark are theirs.
 */
export async function mergeGenerated(file: string, versions: Merging, isList = false): Promise<Merge> {
  const { base, theirs, yours } = versions;
  if (sameText(yours, theirs) || (base !== null && sameText(theirs, base))) return settled(yours);
  if (base === null) return whole({ ...versions, base: '' });
  if (sameText(yours, base) || sameData(file, yours, base)) {
    const laidOut = versions.isBaseFormatted ? laidOutLike(theirs, yours, file, 'by line') : null;
    return settled(likeText(linesOf(laidOut ?? theirs), yours));
  }
  const known = { base, theirs, yours };
  const merge = merged(file, known, await regionsOf(known), null);
  if (merge && merge.conflicts.length === 0) return merge;
  const plain = await withoutLayout(file, known);
  if (plain && plain.conflicts.length === 0) return plain;
  return (isList ? byToken(file, known) : null) ?? plain ?? merge ?? whole(known);
}

export interface Merging {
  base: string | null;
  theirs: string;
  yours: string;
  /** A formatter went over the base as well: it does not say any more what the layout was. */
  isBaseFormatted?: boolean;
}

const settled = (text: string): Merge => ({ conflicts: [], settle: () => text });

const regionsOf = ({ base, theirs, yours }: Versions<string>): Promise<Region[]> =>
  mergeLines({ base: linesOf(base), theirs: linesOf(theirs), yours: linesOf(yours) });

/**
 * The same with both sides laid out as it was generated then, so that lines compare; the result gets the layouts of today
 * again. Null where it is no code, or this changes nothing.
 */
async function withoutLayout(file: string, versions: Versions<string>): Promise<Merge | null> {
  const yours = laidOutLike(versions.yours, versions.base, file, 'by token');
  const theirs = laidOutLike(versions.theirs, versions.base, file, 'by token');
  if (yours === null || theirs === null) return null;
  if (sameText(yours, versions.yours) && sameText(theirs, versions.theirs)) return null;
  const plain = { ...versions, yours, theirs };
  return merged(file, plain, await regionsOf(plain), versions);
}

/** Merged token by token; null where both sides changed the same ones. */
function byToken(file: string, versions: Versions<string>): Merge | null {
  const keys = (text: string): string[] => (tokensOf(text, file)?.tokens ?? []).map(({ key }) => key);
  const tokens = mergeItems({
    base: keys(versions.base),
    yours: keys(versions.yours),
    theirs: keys(versions.theirs),
  });
  const current = tokens && laidOutLike(tokens.join('\n'), versions.theirs, file, 'by token', false);
  const result = current && laidOutLike(current, versions.yours, file, 'by line');
  return result && makesSense(file, result, versions) ? settled(result) : null;
}

/** Null where what only one side changed does not make a program together. `layout` has the texts as they are laid out today. */
function merged(
  file: string,
  versions: Versions<string>,
  regions: Region[],
  layout: Versions<string> | null,
): Merge | null {
  const conflicts = regions.flatMap((region) => ('conflict' in region ? [region.conflict] : []));
  const settle = (sides: readonly Side[]): string | null => {
    const text = likeText(joined(regions, sides), (layout ?? versions).yours);
    if (sides.includes('markers')) return text;
    if (!makesSense(file, text, versions)) return null;
    if (layout === null) return text;
    const current = laidOutLike(text, layout.theirs, file, 'by line');
    return current === null ? null : laidOutLike(current, layout.yours, file, 'by line');
  };
  if (conflicts.length === 0) {
    const text = settle([]);
    return text === null ? null : settled(text);
  }
  // Where the rest of one side cannot do without a part that is given up, all of it is one conflict: taking the new part
  // must not cost edits elsewhere that nobody was asked about.
  const isPossible = (['yours', 'new'] as const).every((side) => settle(conflicts.map(() => side)) !== null);
  const one = whole(layout ?? versions);
  if (!isPossible) return one;
  return {
    conflicts: conflicts.map(({ base, yours, theirs }) => ({
      base: base.join('\n'),
      yours: yours.join('\n'),
      theirs: theirs.join('\n'),
    })),
    settle: (sides) => settle(sides) ?? one.settle(['yours']),
  };
}

/** The whole file is one conflict. */
function whole(versions: Versions<string>): Merge {
  const { yours, theirs, base } = versions;
  const conflict = { base: linesOf(base), yours: linesOf(yours), theirs: linesOf(theirs) };
  return {
    conflicts: [versions],
    settle: ([side]) =>
      side === 'yours' || side === undefined ? yours : likeText(joined([{ conflict }], [side]), yours),
  };
}

function joined(regions: readonly Region[], sides: readonly Side[]): string[] {
  let at = 0;
  return regions.flatMap((region) => ('lines' in region ? region.lines : sided(region.conflict, sides[at++])));
}

function sided({ base, yours, theirs }: Versions<string[]>, side: Side | undefined): string[] {
  if (side === 'new') return theirs;
  if (side !== 'markers') return yours;
  return ['<<<<<<< yours', ...yours, '||||||| base', ...base, '=======', ...theirs, '>>>>>>> new'];
}

const isCode = (file: string): boolean => /\.[cm]?[jt]sx?$/.test(file);

/** Code must parse, and name nothing that it does not declare and that neither side left undeclared. */
function makesSense(file: string, text: string, { yours, theirs }: Versions<string>): boolean {
  if (!isCode(file) || tokensOf(yours, file) === null) return true;
  if (tokensOf(text, file) === null) return false;
  const known = new Set([...undeclaredNames(yours, file), ...undeclaredNames(theirs, file)]);
  return undeclaredNames(text, file).every((name) => known.has(name));
}

/** Whether nothing but the layout was changed since it was generated. */
export const isUnedited = (file: string, base: string, text: string): boolean =>
  sameText(base, text) || (isCode(file) ? sameProgram(base, text, file) : sameData(file, base, text));

/** YAML with the same data and comments, in another layout. */
function sameData(file: string, a: string, b: string): boolean {
  if (!/\.ya?ml$/.test(file)) return false;
  const comments = (text: string): string =>
    [...text.matchAll(/(?:^|\s)#.*$/gm)].map(([line]) => line.trim()).join('\n');
  try {
    return JSON.stringify(parseYaml(a)) === JSON.stringify(parseYaml(b)) && comments(a) === comments(b);
  } catch {
    return false;
  }
}
