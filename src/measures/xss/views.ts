import { Flow, type Origin, worst } from '../../../codemods/lib/flow/flow';
import { type Rendered, renderedIn } from '../../../codemods/lib/views/rendered';
import { requestShape } from '../../frameworks/index';
import type { Project } from '../../types';

const known = new WeakMap<Project, Rendered[]>();

/** What the project's code hands to its views. */
function renderedBy(project: Project): Rendered[] {
  const found = known.get(project) ?? project.scan().sources.flatMap((path) => renderedOf(project, path));
  known.set(project, found);
  return found;
}

function renderedOf(project: Project, path: string): Rendered[] {
  const scan = project.scan();
  const text = scan.read(path);
  if (text === null || !/\.(render|view)\(/.test(text)) return [];
  const module = project.moduleOf(path) ?? scan.parse(path, text);
  return module ? renderedIn(new Flow(module, project.resolver, requestShape(project.framework))) : [];
}

/** Where the value comes from that a view knows by these names; null where no call that renders it says so. */
export function originInView(project: Project, path: string, names: readonly string[]): Origin | null {
  const origins = renderedBy(project)
    .filter(({ view }) => isCalled(path, view))
    .map((rendered) => rendered.originOf(names));
  const said = origins.filter((origin) => origin !== null);
  if (said.length === 0) return null;
  // What one call leaves out is not known there.
  return worst(said.length < origins.length ? [...said, 'unknown'] : said);
}

/** `views/users/show.ejs` is `users/show`, wherever views are kept. */
function isCalled(path: string, view: string): boolean {
  const wanted = view.replace(/^\.?\//, '');
  const file = path.replace(/\.(html?\.)?\w+$/, '');
  return [file, path].some((each) => each === wanted || each.endsWith(`/${wanted}`));
}
