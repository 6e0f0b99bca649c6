import { parse } from '@babel/parser';
import { expect, it } from 'vitest';
import { renderTemplate } from '../../src/edits/template';
import { rowFor } from '../../src/frameworks/index';
import { measures } from '../../src/measures/index';
import { readProject } from '../../src/project/model';
import { makePlan } from '../../src/steps/plan';
import type { Answers, Measure, Project } from '../../src/types';
import { smallest } from '../smallest';
import { temporaryFolder } from '../temporary';

const TSCONFIG = JSON.stringify({
  compilerOptions: { module: 'NodeNext', moduleResolution: 'NodeNext', strict: true },
});
const isOffered = (project: Project) => (measure: Measure) =>
  !measure.bindings || rowFor(measure.bindings, project.framework) !== undefined;

/** The measure with each answer, beside the security log that it tells what it refuses. */
function sets(project: Project): [measures: Measure[], answers: Answers][] {
  const offered = measures.filter(isOffered(project));
  const defaults = Object.fromEntries(
    offered.flatMap((measure) => measure.questions(project)).map(({ id, default: value }) => [id, value]),
  );
  const log = offered.filter(({ id }) => id === 'logging');
  const single = offered.flatMap((measure) =>
    measure
      .questions(project)
      .flatMap(({ id, kind, options = [] }) =>
        (kind === 'confirm' ? [true, false] : options.map(({ value }) => value)).map((value): [Measure[], Answers] => [
          [measure, ...log.filter((each) => each !== measure)],
          { ...defaults, [id]: value },
        ]),
      ),
  );
  return [[offered, defaults], ...single];
}

function unusedImports(code: string): string[] {
  const { program, tokens } = parse(code, { sourceType: 'module', plugins: ['typescript'], tokens: true });
  const names = (tokens ?? []).map(({ value }: { value?: unknown }) => value);
  return program.body
    .flatMap((node) => (node.type === 'ImportDeclaration' ? node.specifiers : []))
    .map((specifier) => specifier.local.name)
    .filter((name) => names.filter((value) => value === name).length < 2);
}

it.each(smallest)('%s: no module imports what its answers leave unused', async (_name, dependencies, code) => {
  const manifest = { name: 'app', type: 'module', main: 'app.ts', dependencies };
  const files = { 'app.ts': code, 'tsconfig.json': TSCONFIG, 'package.json': JSON.stringify(manifest) };
  const directory = await temporaryFolder(files);
  const project = await readProject({ directory, readRecord: () => Promise.resolve(null) });
  const rendered = new Map<string, string>();
  for (const [chosen, answers] of sets(project)) {
    for (const edit of makePlan(project, chosen, [], answers).edits) {
      if (edit.kind !== 'template' || !/\.[cm]?ts$/.test(edit.file)) continue;
      const title = `${edit.template} ${JSON.stringify(edit.data)}`;
      if (!rendered.has(title))
        rendered.set(title, renderTemplate(edit.template, edit.data, project.form, project.style));
    }
  }
  const faults = [...rendered]
    .map(([title, text]) => [title, unusedImports(text)])
    .filter(([, names]) => names!.length);
  expect(rendered.size).toBeGreaterThan(20);
  expect(faults).toEqual([]);
});
