import { mayDeclare, type Model, mayHaveModels, modelsIn, prismaModels } from '../../../codemods/lib/access/models';
import { isPasswordName } from '../../../codemods/lib/passwords/names';
import type { Project } from '../../types';
import { oncePerProject } from '../once';

const FIELDS = /pass|pwd|psw|secret|senha|hash|role|admin|super|staff|permission|privilege|balance|credit|verified/i;

const NONE: ReadonlyMap<string, Model> = new Map();

/** The models of a package, each read when it is asked for: only files that hold its name are parsed. */
export class Models {
  readonly #known = new Map<string, Model | undefined>();
  readonly #declared = new Map<string, ReadonlyMap<string, Model>>();
  readonly #prisma: Map<string, Model>;
  /** Files that may declare models. */
  readonly #files: readonly { file: string; text: string }[];

  constructor(readonly project: Project) {
    const scan = project.scan();
    const schemas = scan.texts((name) => name.endsWith('.prisma'));
    this.#prisma = new Map(schemas.flatMap((path) => [...prismaModels(scan.read(path) ?? '')]));
    this.#files = scan.sources.flatMap((file) => {
      const text = scan.read(file) ?? '';
      // A model matters for fields that are kept from others, or that say what somebody may do.
      return mayHaveModels(text) && FIELDS.test(text) ? [{ file, text }] : [];
    });
  }

  /** By its key; undefined where nothing declares it. */
  get(key: string): Model | undefined {
    if (!this.#known.has(key)) this.#known.set(key, this.#find(key));
    return this.#known.get(key);
  }

  #find(key: string): Model | undefined {
    if (key === '') return undefined;
    const declaring = this.#files.filter(({ text }) => mayDeclare(text, key));
    const found = declaring.map(({ file }) => this.#modelsOf(file).get(key));
    return found.findLast((model) => model !== undefined) ?? this.#prisma.get(key);
  }

  #modelsOf(file: string): ReadonlyMap<string, Model> {
    const known = this.#declared.get(file);
    if (known) return known;
    const scan = this.project.scan();
    const models = scan.parse(file, scan.read(file) ?? '', (module) => modelsIn(module, this.project.resolver)) ?? NONE;
    this.#declared.set(file, models);
    return models;
  }
}

export const modelsOf = oncePerProject((project): Models => new Models(project));

/** The field of a model that nobody but the app may see. */
export const secretField = ({ fields, hides }: Model): string | undefined =>
  hides ? undefined : fields.find((field) => isPasswordName(field));

/** The field of a model that says what its owner may do. */
export const privilegeField = ({ fields }: Model): string | undefined =>
  fields.find((field) =>
    /^(roles?|roleId|role_id|userRole|is_?admin|admin|is_?super_?(user|admin)|is_?staff|permissions?|privileges?|balance|credits?|is_?(email_?)?verified|email_?verified)$/i.test(
      field,
    ),
  );
