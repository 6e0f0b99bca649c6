import { Flow } from '../../../codemods/lib/flow/flow';
import { worst } from '../../../codemods/lib/flow/origin';
import { type Rendered, renderedIn, type ShownValue } from '../../../codemods/lib/views/rendered';
import { requestShape } from '../../frameworks/index';
import type { Project } from '../../types';
import { oncePerProject } from '../once';
import { scanned, someText } from '../scanned';

/** What the project's code hands to its views. */
const renderedBy = oncePerProject((project): Rendered[] => {
  const shape = requestShape(project.framework);
  return scanned(project, /\.(render|view)\(|\.(locals|state)\b/).flatMap(({ module }) =>
    renderedIn(new Flow(module, project.resolver, shape)),
  );
});

/** What the code says of a value that a view knows by these names. */
export function shownIn(project: Project, path: string, names: readonly string[]): ShownValue & { said: boolean } {
  const all = renderedBy(project);
  const ofView = all.filter(({ view }) => view !== null && isCalled(path, view));
  const own = ofView.map((rendered) => rendered.valueOf(names));
  // What one call leaves out is laid out for all views, or not there.
  const others = all.filter(({ view }) => view === null && (own.length === 0 || own.includes(null)));
  const laidOut = others.flatMap((rendered) => {
    const value = rendered.valueOf(names);
    return value ? [{ ...value, origin: rendered.ofApp ? ('constant' as const) : value.origin }] : [];
  });
  const values = [...own.filter((value) => value !== null), ...laidOut];
  return {
    said: values.length > 0,
    origin: values.length === 0 ? 'unknown' : worst(values.map(({ origin }) => origin)),
    markup: values.some(({ markup }) => markup),
    json: values.length > 0 && values.every(({ json }) => json),
  };
}

/** `views/users/show.ejs` is `users/show`, wherever views are kept. */
function isCalled(path: string, view: string): boolean {
  const wanted = view.replace(/^\.?\//, '');
  const file = path.replace(/\.(html?\.)?\w+$/, '');
  return [file, path].some((each) => each === wanted || each.endsWith(`/${wanted}`));
}

/** Whether input is encoded when it is taken in, as with `.escape()` of express-validator: what is stored is HTML then. */
export const encodesInput = oncePerProject(
  (project) => 'express-validator' in project.manifest.dependencies && someText(project, /\.escape\(\)/),
);
