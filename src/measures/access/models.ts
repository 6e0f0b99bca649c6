import { type Model, MODEL_WORDS, modelsIn, prismaModels } from '../../../codemods/lib/access/models';
import { isPasswordName } from '../../../codemods/lib/passwords/names';
import { oncePerProject } from '../once';
import { scanned } from '../scanned';

const FIELDS = /pass|pwd|psw|secret|senha|hash|role|admin|super|staff|permission|privilege|balance|credit|verified/i;

/** The models of the package, by what they are called; read when a rule asks for them. */
export const modelsOf = oncePerProject((project): Map<string, Model> => {
  const models = new Map<string, Model>();
  const scan = project.scan();
  for (const path of scan.texts((name) => name.endsWith('.prisma')))
    for (const [key, model] of prismaModels(scan.read(path) ?? '')) models.set(key, model);
  // A model matters for fields that are kept from others, or that say what somebody may do.
  for (const { module } of scanned(project, (text) => MODEL_WORDS.test(text) && FIELDS.test(text)))
    for (const [key, model] of modelsIn(module, project.resolver)) models.set(key, model);
  return models;
});

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
