import type { Finding, FixOffer, MeasureMeta, Rule } from '../types';

type Titled = { meta: Pick<MeasureMeta, 'title'>; rules: readonly Rule[] };

/** Of what can be mended, what is to be and what would need a yes. `given` are rules, or `all`, of `--fix`. */
export async function pickFixes(
  measures: readonly Titled[],
  findings: readonly Finding[],
  given: readonly string[],
  asker: { chooseFixes(offers: FixOffer[]): Promise<string[]> } | null,
): Promise<{ fixes: Finding[]; left: Finding[] }> {
  const ids = new Set(measures.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const own = findings.filter(({ rule, fix }) => fix === 'automatic' && ids.has(rule));
  const flagged = (finding: Finding): boolean => given.includes('all') || given.includes(finding.rule);
  const open = offersOf(
    measures,
    own.filter((finding) => !flagged(finding)),
  );
  const chosen = asker
    ? open.length > 0
      ? await asker.chooseFixes(open)
      : []
    : open.filter(({ recommended }) => recommended).map(({ rule }) => rule);
  const offered = new Set(open.map(({ rule }) => rule));
  const isPicked = (finding: Finding): boolean =>
    flagged(finding) ||
    !offered.has(finding.rule) ||
    // Without a question, the harmless ones of a rule are mended although others of it may change something.
    (asker === null && isMendedUnasked(finding)) ||
    chosen.includes(finding.rule);
  return { fixes: own.filter(isPicked), left: own.filter((finding) => !isPicked(finding)) };
}

/** What is no weakness but a matter of style stays as its owner wrote it, until somebody asks for it. */
const isMendedUnasked = ({ risk, severity }: Finding): boolean => risk === 'none' && severity !== 'info';

/** Rules of the whole project are mended by what their measure generates, and chosen with it, unless that changes something. */
function offersOf(measures: readonly Titled[], findings: readonly Finding[]): FixOffer[] {
  return measures.flatMap(({ meta, rules }) => rules.flatMap((rule) => offerOf(meta.title, rule, findings)));
}

function offerOf(measure: string, { id, summary, create, text }: Rule, findings: readonly Finding[]): FixOffer[] {
  const found = findings.filter(({ rule }) => rule === id);
  const mayChange = found.some(({ risk }) => risk === 'behaviour');
  if (found.length === 0 || (!create && !text && !mayChange)) return [];
  const places = found.slice(0, 3).map(({ file, line }) => `${file}:${line}`);
  const recommended = found.every(isMendedUnasked);
  return [{ rule: id, measure, summary, count: found.length, places, mayChange, recommended }];
}
