import { type Node as JsonNode, parseTree } from 'jsonc-parser';
import { credentialsIn, isPlaceholder, isSecret } from '../../../codemods/lib/secrets/names';
import { knownToken } from '../../../codemods/lib/secrets/tokens';
import { screaming } from '../../../codemods/lib/secrets/variable';
import type { TextContext } from '../../types';
import { OTHER_FILES } from './hard-coded';

/** Settings beside the code, as node-config and others read them; not those for tests, and none that say what variables are called. */
export const CONFIG_FILES =
  /(^|\/)(config|configs|conf|settings|env|environments?)\/(?!.*(test|custom-environment-variables|schema|example|sample|package|tsconfig|i18n|locale))[\w.-]+\.(json5?|ya?ml)$|^(config|settings|secrets?|credentials|keys|ormconfig|appsettings)(\.(?!test|example|sample)[\w-]+)?\.(json|ya?ml)$/i;
const DEVELOPMENT = /(^|[/.-])(dev(elopment)?|local)\.\w+$/i;
const BURNT = 'everybody with the code, or its history, has it, so a new value is due.';

/** Reports secrets in files with settings. They cannot read the environment, so the move is left to the user. */
export function inConfigFile({ path, text, report }: TextContext): void {
  if (OTHER_FILES.test(path)) return;
  const secrets = /\.ya?ml$/i.test(path) ? inYaml(text) : inJson(text);
  for (const { name, start, end } of secrets)
    report(start, end, {
      message: `${name} stands in a file with settings: ${BURNT}`,
      fix: 'manual',
      ...(DEVELOPMENT.test(path) ? { severity: 'medium' } : {}),
      snippet: /(^|\/)config\//.test(path)
        ? `config/custom-environment-variables.json: { "${name}": "${screaming(name)}" }`
        : `process.env.${screaming(name)}`,
    });
}

interface Setting {
  name: string;
  start: number;
  end: number;
}

function inJson(text: string): Setting[] {
  const found: Setting[] = [];
  const visit = (node: JsonNode | undefined, name: string): void => {
    if (node?.type === 'string' && isOne(name, String(node.value)))
      found.push({ name, start: node.offset, end: node.offset + node.length });
    for (const child of node?.children ?? [])
      if (child.type === 'property') visit(child.children?.[1], String(child.children?.[0]?.value ?? ''));
      else visit(child, name);
  };
  visit(parseTree(text, [], { allowTrailingComma: true }), '');
  return found;
}

const YAML_LINE = /^[ \t]*(?:- )?['"]?([\w.-]+)['"]?[ \t]*:[ \t]+(?:'([^'\n]*)'|"([^"\n]*)"|([^\s#&*!|>{[][^\n#]*))/gm;

function inYaml(text: string): Setting[] {
  return [...text.matchAll(YAML_LINE)].flatMap((match): Setting[] => {
    const [line, name = '', ...values] = match;
    const value = (values.find((each) => each !== undefined) ?? '').trim();
    const end = match.index + line.length;
    return isOne(name, value) ? [{ name, start: end - value.length, end }] : [];
  });
}

/** Nothing that is there to be filled in, or that something fills. */
function isOne(name: string, value: string): boolean {
  if (knownToken(value) !== null || credentialsIn(value) !== null) return true;
  return !isPlaceholder(value) && !/^(\$|<|%|\{\{|!)/.test(value) && isSecret(name, value);
}
