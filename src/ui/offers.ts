import type { FixOffer } from '../types';
import type { MeasureChoice, MeasureGroup } from './asker';
import type { ChoiceGroup } from './choices';
import { inOneLine } from './screen';

/** Measures as choices; what is in place already is none. */
export function measureChoices(groups: readonly MeasureGroup[]): ChoiceGroup[] {
  return groups
    .map(({ title, measures }) => ({
      title,
      choices: measures
        .filter(({ satisfied }) => !satisfied)
        .map((measure) => ({
          value: measure.id,
          label: measure.title,
          hint: measure.found === 0 ? '' : findings(measure.found),
          about: aboutMeasure(measure),
          chosen: measure.recommended,
        })),
    }))
    .filter(({ choices }) => choices.length > 0);
}

const findings = (count: number): string => (count === 1 ? '1 finding' : `${count} findings`);

function aboutMeasure({ id, title, summary, found, recommended, whyNot }: MeasureChoice): [string, string] {
  const here = recommended
    ? `Recommended${found === 0 ? '' : `: ${findings(found)} here`}.`
    : `Not chosen${whyNot === null ? '' : `, as ${whyNot}`}.`;
  return [`${title}: ${summary}`, `${here} More: tempered explain ${id}`];
}

/** Fixes as choices, under the titles of their measures. */
export function fixChoices(offers: readonly FixOffer[]): ChoiceGroup[] {
  const titles = [...new Set(offers.map(({ measure }) => measure))];
  return titles.map((title) => ({
    title,
    choices: offers
      .filter(({ measure }) => measure === title)
      .map((offer) => ({
        value: offer.rule,
        label: offer.rule,
        hint: `${offer.mayChange ? 'may change what clients see; ' : ''}${placesOf(offer)}`,
        about: aboutFix(offer),
        chosen: offer.recommended,
      })),
  }));
}

function placesOf({ count, places }: FixOffer): string {
  const more = count > places.length ? `, and ${count - places.length} more` : '';
  return `${inOneLine(places.join(', '))}${more}`;
}

function aboutFix(offer: FixOffer): [string, string] {
  const { rule, summary, mayChange, recommended } = offer;
  const why = recommended
    ? 'Recommended'
    : mayChange
      ? 'Not chosen, as mending it may change what clients see'
      : 'Not chosen, as it is a matter of style';
  return [summary, `${why}. In ${placesOf(offer)}. More: tempered explain ${rule}`];
}
