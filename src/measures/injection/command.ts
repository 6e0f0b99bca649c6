import type { Node } from '@babel/types';
import { literalText, propertyOf, unwrap } from '../../../codemods/lib/walk';
import type { Flow } from '../../../codemods/lib/flow/flow';
import type { Rule } from '../../types';
import { argumentsAt, type Call, type Sink, sinkVisitor } from './sink';

/** Calls that hand a text to a shell. */
const SHELL =
  /^(child_process#exec(Sync)?|shelljs#exec|node-cmd#(get|run|runSync)|execa#(execaCommand|execaCommandSync|command|commandSync)|ssh2#Client\(\)#exec|node-ssh#NodeSSH\(\)#exec(Command)?)$/;
/** Calls that start a program with a list of arguments: nothing reads them again, unless a shell is asked for. */
const PROGRAM =
  /^(child_process#(spawn|spawnSync|execFile|execFileSync)|cross-spawn(#(sync|spawn))?|execa(#(execa|execaSync|sync))?)$/;
const SHELLS = /^(\/(usr\/)?bin\/)?(ba|z|da|k)?sh$|^(cmd|powershell|pwsh)(\.exe)?$/i;
const SNIPPET = `const { execFile } = require('node:child_process');
execFile('program', ['-flag', value], callback); // no shell: each argument stays one; check that value does not begin with -`;

export const commandRules: Rule[] = [
  {
    id: 'injection/command',
    severity: 'critical',
    cwe: 'CWE-78',
    owasp: 'A05:2025 Injection',
    summary: 'Text that a client sends becomes part of a shell command.',
    fixed: 'never',
    keywords: ['child_process', 'shelljs', 'node-cmd', 'execa', 'cross-spawn', 'ssh2', 'node-ssh'],
    ofRequests: true,
    create: (context) => sinkVisitor(context, (call, name) => (name ? commandsOf(context.flow, call, name) : [])),
  },
];

function commandsOf(flow: Flow, call: Call, name: string): Sink[] {
  const part = (value: Node): Sink => ({
    value,
    call,
    says: (from) => `A shell command is put together with text from ${from}.`,
    snippet: SNIPPET,
    arguments: 'medium',
  });
  if (SHELL.test(name)) return argumentsAt(call, [0]).map(part);
  if (!PROGRAM.test(name)) return [];
  const [program, list] = argumentsAt(call, [0, 1]);
  if (!program) return [];
  const items = list?.type === 'ArrayExpression' ? list.elements.flatMap((each) => (each ? [each as Node] : [])) : [];
  if (asksForShell(flow, call))
    return [program, ...(list?.type === 'ObjectExpression' ? [] : list ? [list] : [])].map(part);
  if (
    SHELLS.test(literalText(program) ?? '') &&
    items.some((item) => /^(-\w*c|\/c|-Command)$/i.test(literalText(item) ?? ''))
  )
    return items.map(part);
  const says = (from: string): string => `Which program is run comes from ${from}.`;
  return [{ value: program, call, says, snippet: SNIPPET }];
}

/** `{ shell: true }`, also through a constant. */
function asksForShell({ module, resolver }: Flow, call: Call): boolean {
  return call.arguments.slice(1).some((argument) => {
    const node = unwrap(argument as Node);
    const value = node.type === 'Identifier' ? resolver.resolve(module, node) : null;
    const shell = propertyOf(value?.kind === 'node' ? value.node : node, 'shell');
    return shell !== null && !(shell.type === 'BooleanLiteral' && !shell.value);
  });
}
