import type { ChainDialect } from '../../codemods/lib/chain';
import type { Module } from '../../codemods/lib/resolve';
import { type Binding, requiredSource } from '../../codemods/lib/scope';
import { unwrap } from '../../codemods/lib/walk';
import { quoted } from '../../codemods/lib/escape';
import { frameworkOf, rowFor } from '../frameworks/index';
import { SEVERITIES } from '../report/order';
import { fileOf, specifierOf } from '../measures/place';
import type {
  Answers,
  Contribution,
  Dependency,
  Edit,
  Finding,
  JsonObject,
  Manual,
  Measure,
  Project,
  ProjectRecord,
} from '../types';
import { leadsTo } from './wiring';
import { isMissing, isServed, presentVersion, rangeOf } from './versions';

/** What is to be done, as a value; nothing has been read or written for it beyond the model. */
export interface Plan {
  measures: Measure[];
  edits: Edit[];
  manual: Manual[];
}

interface Part {
  measure: Measure;
  contribution: Contribution;
}

/** The edits of the chosen measures, and those that mount them. Pure. */
export function makePlan(
  project: Project,
  chosen: readonly Measure[],
  fixes: readonly Finding[],
  answers: Answers,
): Plan {
  const all = partsOf(project, chosen, answers);
  const isWhole = ({ contribution }: Part): boolean =>
    contribution.dependencies?.every((dependency) => isServed(project, dependency)) ?? true;
  const measures = all.filter(isWhole).map(({ measure }) => measure);
  // Modules call those of other measures: only of what is there in the end.
  const served = partsOf(project, measures, answers);
  const ids = new Set(measures.map(({ id }) => id));
  const own = onceEach([
    ...templates(project, served),
    ...served.flatMap(({ measure }) =>
      measure.plan(
        project,
        fixes.filter(({ rule }) => rule.startsWith(`${measure.id}/`)),
        answers,
        ids,
      ),
    ),
  ]);
  return {
    measures,
    // The mounts come first: their import has to stand before the app is made, and the others extend it.
    edits: [
      ...mounting(project, served),
      ...own.map((edit) => ranged(project, edit)),
      ...dependencies(project, served),
    ],
    manual: all.filter((part) => !isWhole(part)).map((part) => unserved(project, part)),
  };
}

/** What the measures plug in, beside each other. */
function partsOf(project: Project, chosen: readonly Measure[], answers: Answers): Part[] {
  const ids = new Set(chosen.map(({ id }) => id));
  return chosen.map((measure) => {
    const binding = measure.bindings && rowFor(measure.bindings, project.framework);
    return { measure, contribution: binding?.(project, answers, ids) ?? { files: {}, data: {} } };
  });
}

/** A module that several measures share is the first one's, wherever they ask for it. */
const onceEach = (edits: readonly Edit[]): Edit[] =>
  edits.filter(
    (edit, index) =>
      edit.kind !== 'template' ||
      edits.findIndex((other) => other.kind === 'template' && other.file === edit.file) === index,
  );

/** A fix names the package that it needs; which range of it is installed is decided in one place. */
function ranged(project: Project, edit: Edit): Edit {
  if (edit.kind !== 'dependency' || edit.dependency.range !== '') return edit;
  return { ...edit, dependency: { ...edit.dependency, range: rangeOf(project, edit.dependency.name) } };
}

function templates(project: Project, parts: readonly Part[]): Edit[] {
  return parts.flatMap(({ measure, contribution: { files, data } }) =>
    Object.entries(files).map(([module, template]): Edit => ({
      measure: measure.id,
      kind: 'template',
      template,
      file: fileOf(project, module),
      data,
    })),
  );
}

/** The generated `index`, and its call behind the app's creation. */
function mounting(project: Project, parts: readonly Part[]): Edit[] {
  const mounts = parts.flatMap(({ contribution }) => contribution.first ?? []).sort((a, b) => a.order - b.order);
  const first = mounts.filter(({ name }, index) => mounts.findIndex((other) => other.name === name) === index);
  const exported = parts.flatMap(({ contribution }) => contribution.exports ?? []);
  if (first.length + exported.length === 0) return [];
  const { app } = frameworkOf(project.framework.id);
  const below = frameworkOf(project.framework.server.id).app;
  const data = { first, exports: exported.map((each) => ({ ...each })), app, below } as unknown as JsonObject;
  return [
    { measure: 'index', kind: 'template', template: 'index.ts', file: fileOf(project, 'index'), data },
    ...(first.length > 0 && !isMountedElsewhere(project) ? [mountFirst(project)] : []),
  ];
}

/** Whether the user has moved the call into another file than the one that makes the app. */
const isMountedElsewhere = ({ files, app, moduleOf, record }: Project): boolean =>
  files.some(({ path, text, generated }) => {
    const module = !generated && path !== app.file && text.includes('secureApp') ? moduleOf(path) : null;
    const bindings = module ? [...module.scopes.top.values()] : [];
    return bindings.some((binding) => {
      const from = binding.source ?? (binding.init && requiredSource(unwrap(binding.init)));
      const name = binding.imported ?? binding.path[0];
      return name === 'secureApp' && isOurs(path, from ?? '', record) && isCalled(module!, binding);
    });
  });

const isCalled = ({ scopes }: Module, binding: Binding): boolean =>
  scopes.usesOf(binding).some((use) => scopes.parents.get(use)?.type === 'CallExpression');

const isOurs = (file: string, from: string, record: ProjectRecord | null): boolean =>
  Object.entries(record?.files ?? {}).some(([each, { measure }]) => measure === 'index' && leadsTo(file, from, each));

function mountFirst(project: Project): Edit {
  const { file, index, callee, node } = project.app;
  const setter = settingElsewhere(project);
  const from = specifierOf(project, file);
  return {
    measure: 'index',
    kind: 'codemod',
    codemod: 'mount-first',
    file,
    // No app of the file has the index -1: the codemod finds no place, and the snippet is shown.
    options: {
      dialect: project.chain,
      index: setter ? -1 : index,
      ...(callee ? { callee } : {}),
      name: 'secureApp',
      from,
    },
    present: 'secureApp',
    manual: {
      ...mountedByHand(project, setter),
      line: node.loc?.start.line ?? null,
    },
  };
}

/** Why the mount is left to the user, and what to write. */
function mountedByHand(project: Project, setter: string | undefined): { reason: string; snippet: string } {
  const { file, name, wrapper } = project.app;
  const imported = importLine(project, 'secureApp', specifierOf(project, file));
  const instead = wrapper && frameworkOf(project.framework.id).wrappers?.[wrapper];
  if (instead)
    return {
      reason: `${wrapper.replace('#', ': ')} makes the app together with its routes: nothing can be mounted in between.`,
      snippet: `${imported}\n${instead}`,
    };
  return {
    reason: setter
      ? `${setter} makes settings that are read with the first mount: the call belongs behind them.`
      : 'No safe place was found right after the app is made.',
    snippet: `${imported}\nsecureApp(${name ?? 'app'}); // right after the app is made`,
  };
}

/** Another file that makes settings which Express reads once, when the first thing is mounted. */
function settingElsewhere({ files, app, chain }: Project): string | undefined {
  const names = (chain as unknown as ChainDialect).settings.join('|');
  const setting = new RegExp(`\\.(set|enable|disable)\\(\\s*['"](${names})['"]`);
  return files.find(
    ({ path, text, generated }) => !generated && path !== app.file && names !== '' && setting.test(text),
  )?.path;
}

const importLine = ({ form }: Project, name: string, from: string): string =>
  form.module === 'cjs' && form.language === 'js'
    ? `const { ${name} } = require(${quoted(from, "'")});`
    : `import { ${name} } from ${quoted(from, "'")};`;

function dependencies(project: Project, parts: readonly Part[]): Edit[] {
  const seen = new Set<string>();
  const types = typesBelow(project);
  return parts.flatMap(({ measure, contribution }) =>
    [...(contribution.dependencies ?? []), ...(contribution.first?.length ? types : [])].flatMap(
      (dependency): Edit[] => {
        const { name, dev } = dependency;
        if (seen.has(name) || !isMissing(project, dependency)) return [];
        seen.add(name);
        return [
          {
            measure: measure.id,
            kind: 'dependency',
            dependency: { name, dev: dev === true, range: dependency.range ?? rangeOf(project, name) },
          },
        ];
      },
    ),
  );
}

/**
 * Modules that mount on the app of the framework below are typed by it; its own projects have the types already. Types
 * that come with that framework must be of the one that the adapter brings: with a second version beside it, calls of
 * the user's own that hand the app to plugins do not type-check any more. So nothing is added where it can be imported.
 */
function typesBelow({ framework: { id, server }, form, manifest, packageManager }: Project): Dependency[] {
  const below = frameworkOf(server.id);
  const { types } = below.app;
  if (id === server.id || form.language === 'js' || !types) return [];
  if (types !== below.package) return [{ name: types, dev: true }];
  return packageManager.name === 'pnpm' ? [{ name: types, dev: true, range: manifest.pinned[types] }] : [];
}

function unserved(project: Project, { measure, contribution }: Part): Manual {
  const packages = (contribution.dependencies ?? [])
    .filter((dependency) => !isServed(project, dependency))
    .map(
      ({ name, range }) => `${name} ${presentVersion(project, name)} (${range ?? rangeOf(project, name)} is needed)`,
    );
  const reason = `${measure.meta.title} cannot be added to ${packages.join(' and ')}: upgrade it and run this again; tempered changes no major version.`;
  return { measure: measure.id, file: 'package.json', line: null, reason, snippet: null };
}

/** What is left to the user of the findings: their fix is manual, or needs a yes that was not given. */
export function manualFindings(
  findings: readonly Finding[],
  measures: readonly Measure[],
  left: readonly Finding[],
): Manual[] {
  const ids = new Set(measures.map(({ id }) => id));
  // Of what is harmless, a no was an answer.
  const waits = (finding: Finding): boolean => finding.risk === 'behaviour' && left.includes(finding);
  const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
  return findings
    .filter((finding) => ids.has(finding.rule.split('/')[0]!) && (finding.fix === 'manual' || waits(finding)))
    .sort((a, b) => rank(a) - rank(b))
    .map((finding) => ({
      measure: finding.rule.split('/')[0]!,
      file: finding.file,
      line: finding.line,
      reason: waits(finding)
        ? `${finding.message} Its fix may change behaviour: --fix ${finding.rule}`
        : finding.message,
      snippet: finding.snippet ?? null,
    }));
}
