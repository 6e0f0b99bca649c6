import type { Node } from '@babel/types';
import { propertyOf, unwrap } from '../../../codemods/lib/walk';
import type { Flow } from '../../../codemods/lib/flow/flow';
import { calledName } from '../../../codemods/lib/flow/made-of';
import type { Rule, RuleContext } from '../../types';
import { whereFrom } from '../where-from';
import type { Call } from './sink';

/** Readers that make functions of what they read, and run them. */
const REVIVES =
  /^(node-serialize#unserialize|serialize-to-js#deserialize(Unsafe)?|funcster#deepDeserialize|cryo#parse|serialijse#deserialize|node-yaml#(parse|load)|v8#deserialize)$/;
const YAML = /^js-yaml#(load|loadAll)$/;
const XML = /^libxmljs2?#(parseXml|parseXmlString|parseXmlAsync|parseHtml|parseHtmlString|Document#fromXml)$/;

export const documentRules: Rule[] = [
  {
    id: 'injection/deserialization',
    severity: 'critical',
    cwe: 'CWE-502',
    owasp: 'A08:2025 Software or Data Integrity Failures',
    summary: 'Data is read by something that makes functions of it, and runs them.',
    fixed: 'never',
    keywords: ['nserialize', 'eserialize', 'cryo', 'yaml'],
    create: (context) => ofCalls(context, (call, name) => revived(context, call, name)),
  },
  {
    id: 'injection/xml-entities',
    severity: 'high',
    cwe: 'CWE-611',
    owasp: 'A02:2025 Security Misconfiguration',
    summary: 'XML is read with its entities replaced: a document can ask for files of the server.',
    fixed: 'never',
    keywords: ['libxml'],
    create: (context) => ofCalls(context, (call, name) => entities(context, call, name)),
  },
];

function ofCalls({ flow }: RuleContext, look: (call: Call, name: string) => void) {
  return {
    CallExpression: (call: Call) => {
      const name = calledName(flow, call);
      if (name !== null) look(call, name);
    },
  };
}

function revived({ flow, report, project }: RuleContext, call: Call, name: string): void {
  const [data] = call.arguments as Node[];
  if (!data || !(REVIVES.test(name) || (YAML.test(name) && makesFunctions(project.manifest, flow, call)))) return;
  const origin = flow.originOf(data);
  if (origin === 'constant' || origin === 'environment') return;
  const sent = origin === 'request';
  if (!sent && (YAML.test(name) || name.startsWith('v8'))) return;
  report(call, {
    message: sent
      ? `Data from ${whereFrom(flow, data)} is read by ${name.split('#')[0]!}, which runs functions in it.`
      : `${name.split('#')[0]!} runs functions in the data it reads.`,
    severity: sent ? 'critical' : 'medium',
    fix: 'manual',
    snippet: YAML.test(name) ? 'yaml.load(text, { schema: yaml.JSON_SCHEMA })' : 'JSON.parse(text)',
  });
}

/** Before version 4, `load` makes functions, unless a schema says otherwise. */
function makesFunctions(
  { dependencies, installed }: RuleContext['project']['manifest'],
  flow: Flow,
  call: Call,
): boolean {
  const version = installed['js-yaml'] ?? dependencies['js-yaml'] ?? '';
  if (!/^[^\d]*[0-3]\./.test(version)) return false;
  const schema = propertyOf(valueOf(flow, call.arguments[1] as Node | undefined), 'schema');
  return !schema || /FULL/.test(flow.module.text.slice(schema.start!, schema.end!));
}

function entities({ flow, report }: RuleContext, call: Call, name: string): void {
  if (!XML.test(name)) return;
  const [data, given] = call.arguments as Node[];
  const options = valueOf(flow, given);
  const replaces = ['noent', 'replaceEntities'].some((key) => {
    const value = propertyOf(options, key);
    return value !== null && !(value.type === 'BooleanLiteral' && !value.value);
  });
  const origin = data ? flow.originOf(data) : 'constant';
  if (!replaces || origin === 'constant' || !data) return;
  const sent = origin === 'request';
  report(call, {
    message: `XML ${sent ? `from ${whereFrom(flow, data)} ` : ''}is read with its entities replaced, so that it can show files of the server.`,
    severity: sent ? 'high' : 'medium',
    fix: 'manual',
    snippet: `${name.replaceAll('#', '.')}(xml) // without noent`,
  });
}

function valueOf({ module, resolver }: Flow, given: Node | undefined): Node | null {
  const node = given ? unwrap(given) : null;
  const value = node?.type === 'Identifier' ? resolver.resolve(module, node) : null;
  return value?.kind === 'node' ? value.node : node;
}
