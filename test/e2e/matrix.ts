import { measures } from '../../src/measures/index';
import { rowFor } from '../../src/frameworks/index';
import { readProject } from '../../src/project/model';
import type { Measure, Project, Question } from '../../src/types';
import { coveringArray } from './covering';

/** Measures that are switched on, with answers that are not the default ones. */
export interface Combination {
  title: string;
  only: string[];
  set: string[];
}

/** The model of a plain app, for what may be asked there. */
export const modelOf = (directory: string): Promise<Project> =>
  readProject({ directory, readRecord: () => Promise.resolve(null) });

const offered = (project: Project): Measure[] =>
  measures.filter(({ bindings }) => !bindings || rowFor(bindings, project.framework) !== undefined);

/** One measure after the other, alone: first as it is by default, then with each other answer that it takes. */
export function oneByOne(project: Project): Combination[] {
  return offered(project).flatMap((measure) =>
    variantsOf(project, measure).map((set) => ({
      title: [measure.id, ...set].join(' '),
      only: [measure.id],
      set,
    })),
  );
}

/** Sets of measures in which every two stand together, each without the other, and neither; the first has all. */
export function combinations(project: Project): Combination[] {
  const all = offered(project);
  const sets = coveringArray(Object.fromEntries(all.map(({ id }) => [id, ['on', 'off']])));
  const chosen = [all, ...sets.map((choice) => all.filter(({ id }) => choice[id] === 'on'))];
  const seen = new Map<string, number>();
  return chosen
    .filter((set) => set.length > 0)
    .map((set, index) => ({
      title:
        index === 0
          ? 'all of them'
          : `without ${all
              .filter((each) => !set.includes(each))
              .map(({ id }) => id)
              .join(', ')}`,
      only: set.map(({ id }) => id),
      // Another answer each time, so that in the end each was given.
      set: set.flatMap((measure) => {
        const variants = variantsOf(project, measure);
        const turn = seen.get(measure.id) ?? variants.length - 1;
        seen.set(measure.id, turn + 1);
        return variants[turn % variants.length]!;
      }),
    }));
}

/** The default answers, and each other one. */
function variantsOf(project: Project, measure: Measure): string[][] {
  const others = measure
    .questions(project)
    .flatMap((question) => valuesOf(question).map((value) => [`${question.id}=${value}`]));
  return [[], ...others];
}

function valuesOf({ kind, options = [], default: usual }: Question): string[] {
  const values = kind === 'confirm' ? ['true', 'false'] : options.map(({ value }) => value);
  return values.filter((value) => value !== String(usual));
}
