import type { Node } from '@babel/types';
import { calledName, madeOf, writtenName } from '../../../codemods/lib/flow/made-of';
import type { Flow } from '../../../codemods/lib/flow/flow';
import { literalText, memberName, propertyOf, unwrap, walk } from '../../../codemods/lib/walk';
import type { Rule } from '../../types';
import { type Call, type Sink, sinkVisitor } from './sink';

/** Calls that ask another server, with the address as the first argument or in options. */
const ASKS =
  /^(fetch|node-fetch|cross-fetch|isomorphic-fetch|undici#(fetch|request|stream|pipeline)|axios(#create\(\))?(#(get|post|put|patch|delete|head|options|request))?|got(#(get|post|put|patch|delete|head|stream))?|got#extend\(\)(#(get|post))?|ky(#(get|post|put|patch|delete|head))?|needle(#(get|post|put|patch|delete|head))?|request(#(get|post|put|patch|delete|del|head))?|request-promise(-native)?(#(get|post|put|patch|delete|head))?|superagent#(get|post|put|patch|delete|del|head)|https?#(get|request)|bent|phin|axios-retry|wreck#(get|post|request))$/;
const SNIPPET = `const HOSTS = new Set(['api.example.com']);
const url = new URL(value);
const isAllowed = url.protocol === 'https:' && HOSTS.has(url.hostname); // otherwise answer 400, and ask nobody`;

export const addressRules: Rule[] = [
  {
    id: 'injection/request-address',
    severity: 'high',
    cwe: 'CWE-918',
    owasp: 'A01:2025 Broken Access Control',
    summary: 'A client chooses which server this one asks: also those that only it can reach.',
    fixed: 'never',
    keywords: [
      'fetch(',
      'axios',
      "'got'",
      '"got"',
      'needle',
      "'request",
      '"request',
      'http.get',
      'http.request',
      'https.get',
      'https.request',
      'https : http',
      'http : https',
      'undici',
      'superagent',
      '.goto(',
      'httpService',
    ],
    ofRequests: true,
    create: (context) => {
      const { flow } = context;
      return sinkVisitor(context, (call, name) =>
        addressesOf(call, name, flow).map((value): Sink => ({
          value,
          call,
          says: (from) => `The address that is asked comes from ${from}.`,
          harmful,
          snippet: SNIPPET,
        })),
      );
    },
  },
];

function addressesOf(call: Call, name: string | null, flow: Flow): Node[] {
  const [first, second] = call.arguments as Node[];
  if (!first) return [];
  const isPage = writtenName(call) === 'goto' && call.callee.type === 'MemberExpression';
  const isNest = /^(get|post|put|patch|delete|head|request)$/.test(writtenName(call)) && isHttpService(call.callee);
  if (!isPage && !isNest && (name === null || !ASKS.test(name))) return [];
  // `needle('get', url)`
  if (name === 'needle' && second) return [second];
  const node = unwrap(first);
  const value = node.type === 'Identifier' ? flow.resolver.resolve(flow.module, node) : null;
  const options = value?.kind === 'node' ? value.node : node;
  if (options.type !== 'ObjectExpression') return [first];
  return ['url', 'uri', 'baseURL', 'prefixUrl', 'host', 'hostname'].flatMap((key) => propertyOf(options, key) ?? []);
}

/** `this.httpService.get(url)` */
const isHttpService = (callee: Node): boolean =>
  callee.type === 'MemberExpression' &&
  /^(http|httpService)$/.test(memberName(callee.object) ?? '') &&
  callee.object.type === 'MemberExpression' &&
  callee.object.object.type === 'ThisExpression';

const harmful = (flow: Flow, value: Node): Node | null => {
  const host = chosenHost(flow, value);
  return host && (isChecked(flow, value) ? null : host);
};

/** What the client, or whoever calls, chooses the host by; null where it stands in the code, or in the settings. */
function chosenHost(flow: Flow, value: Node): Node | null {
  let before = '';
  for (const piece of flow.pieces(address(flow, value))) {
    if (piece.kind === 'text') before += piece.text;
    else if (/^(request|argument)$/.test(flow.originOf(piece.node))) {
      // A path of a request begins with a slash.
      const isPath = /^(url|originalUrl|path)$/.test(memberName(unwrap(piece.node)) ?? '') && flow.read(piece.node);
      const isPathOnly = /^[a-z+]+:\/\/[^/?#]+[/?#]|^\/(?!\/)/i.test(before + (isPath && before !== '' ? '/' : ''));
      return isPathOnly ? null : piece.node;
    } else if (flow.originOf(piece.node) !== 'constant' || before === '') return null;
    else before += '0';
  }
  return null;
}

/** `new URL(path, base)` is not held by its base: `//evil.example` is a path, too. `encodeURI(address)` changes no host. */
function address(flow: Flow, value: Node): Node {
  const node = unwrap(value);
  const init = node.type === 'Identifier' ? flow.module.scopes.lookup(node.name, node)?.init : null;
  const made = init ? unwrap(init) : node;
  const isUrl = made.type === 'NewExpression' && calledName(flow, made) === 'URL';
  const isEncoded = made.type === 'CallExpression' && writtenName(made) === 'encodeURI';
  return (isUrl || isEncoded) && made.arguments[0] ? (made.arguments[0] as Node) : value;
}

/** Whether the function looks at the host, or has somebody look at it. */
function isChecked(flow: Flow, value: Node): boolean {
  const names = new Set(madeOf(flow, value).flatMap((part) => (part.type === 'Identifier' ? [part.name] : [])));
  const involves = (node: Node): boolean =>
    madeOf(flow, node).some((part) => part.type === 'Identifier' && names.has(part.name));
  let checked = false;
  walk(flow.module.scopes.functionAround(value), (node) => {
    if (node.type === 'MemberExpression' && /^(host|hostname|origin)$/.test(memberName(node) ?? ''))
      checked ||= flow.read(node) === null && involves(node.object);
    if (node.type === 'CallExpression')
      checked ||=
        /^(is|assert|ensure|check|validate|verify|allow).*(url|uri|host|domain|address|allowed|safe)|^startsWith$/i.test(
          writtenName(node),
        ) &&
        !/^(https?(:\/\/)?|\/)$/.test(literalText(node.arguments[0]) ?? '') &&
        [...node.arguments, node.callee].some((each) => involves(each as Node));
    return !checked;
  });
  return checked;
}
