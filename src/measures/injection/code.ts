import { mayReadRequest } from '../../../codemods/lib/flow/may-read';
import type { Rule } from '../../types';
import { argumentsAt, type Call, type Sink, sinkVisitor } from './sink';

/** Calls that run a text as code, with the arguments that are code. */
const RUNS: Record<string, readonly number[]> = {
  eval: [0],
  setTimeout: [0],
  setInterval: [0],
  'vm#runInContext': [0],
  'vm#runInNewContext': [0],
  'vm#runInThisContext': [0],
  'vm#compileFunction': [0],
  'vm#Script': [0],
  'vm2#VM()#run': [0],
  'vm2#NodeVM()#run': [0],
  'safe-eval': [0],
  notevil: [0],
  'static-eval': [0],
};

/** Packages that calculate what a text says: less can be reached, but servers have been taken over or halted by them. */
const CALCULATES =
  /^(mathjs|mathjs#create\(\))#(eval|evaluate|compile|parser\(\)#eval(uate)?)$|^jsonpath#(query|value|paths|nodes|apply)$|^jsonpath-plus#JSONPath$/;

/** What runs a text, whoever gives it; `isFunction(` is none of them. */
const RUNNERS = /(?<![\w$])(?:eval|Function)\s*\(|['"](?:node:)?vm2?['"]|jsonpath|mathjs|notevil|(?:safe|static)-eval/;
const TIMERS =
  /\bset(?:Timeout|Interval)\s*\(\s*(?!(?:async\s*)?(?:function\b|[\w$]+\s*=>|\([^()]*\)\s*(?::[^=]*)?=>))/;
/** Timers take functions mostly: a text only matters where a client may send it. */
const mayRunText = (text: string): boolean => RUNNERS.test(text) || (TIMERS.test(text) && mayReadRequest(text));

const NUMBER = 'Number(value) // or JSON.parse(value), or a table of functions by name: actions[name]?.()';

export const codeRules: Rule[] = [
  {
    id: 'injection/eval',
    severity: 'critical',
    cwe: 'CWE-95',
    owasp: 'A05:2025 Injection',
    summary: 'Text that a client sends is run as code.',
    fixed: 'never',
    keywords: [
      'eval(',
      'Function(',
      'setTimeout(',
      'setInterval(',
      "'vm",
      '"vm',
      'node:vm',
      'jsonpath',
      'mathjs',
      'notevil',
    ],
    worth: mayRunText,
    create: (context) => {
      const { flow, report } = context;
      return sinkVisitor(context, (call, name) => {
        const code = codeOf(call, name);
        if (name === 'eval' && code[0] && flow.originOf(code[0].value) !== 'request') {
          const origin = flow.originOf(code[0].value);
          if (origin === 'unknown' || origin === 'argument')
            report(call, {
              message: 'Text that is not known here is run as code.',
              severity: 'medium',
              fix: 'manual',
              snippet: NUMBER,
            });
          return [];
        }
        return code;
      });
    },
  },
];

function codeOf(call: Call, name: string | null): Sink[] {
  if (name === null) return [];
  const says = (from: string): string => `Text from ${from} is run as code.`;
  if (name === 'Function')
    return call.arguments.map((value) => ({ value, call, says, snippet: NUMBER, arguments: 'medium' }));
  if (CALCULATES.test(name)) {
    const calculated = argumentsAt(call, name.startsWith('jsonpath#') ? [1] : [0]);
    return calculated.map((value) => ({
      value,
      call,
      says: (from) => `An expression from ${from} is evaluated: it can reach more than numbers, or never end.`,
      severity: 'high',
      snippet: NUMBER,
    }));
  }
  const timer = /^set(Timeout|Interval)$/.test(name);
  return argumentsAt(call, RUNS[name] ?? []).map((value) => ({
    value,
    call,
    says,
    snippet: NUMBER,
    ...(timer ? {} : { arguments: 'medium' as const }),
  }));
}
