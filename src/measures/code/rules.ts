import type { Node } from '@babel/types';
import { isSuppressed, suppressibleLines, suppressionsOf } from '../../../codemods/lib/suppress';
import { isRequestParameter } from '../../../codemods/lib/flow/handlers';
import type { Module } from '../../../codemods/lib/resolve';
import { patternNames } from '../../../codemods/lib/pattern';
import { implicitGlobals, mayAssignGlobals, mayMakeGlobals } from '../../../codemods/lib/variables/globals';
import { mayBeOwnModule } from '../../../codemods/lib/variables/module';
import { replaceableVars } from '../../../codemods/lib/variables/vars';
import { lintRulesMissing } from './lint';
import { sharedGlobals } from './shared';
import { isFunction } from '../../../codemods/lib/walk';
import type { Rule, RuleContext, Visitor } from '../../types';

export const codeRules: Rule[] = [
  {
    id: 'code/var',
    severity: 'info',
    cwe: 'CWE-1126',
    owasp: 'A06:2025 Insecure Design',
    fixed: 'always',
    summary: 'Variables are declared with `var`, and so belong to more code than the block that uses them.',
    keywords: ['var '],
    worth: mayBeOwnModule,
    create: varVisitor,
  },
  {
    id: 'code/implicit-global',
    severity: 'low',
    cwe: 'CWE-1108',
    owasp: 'A06:2025 Insecure Design',
    fixed: 'sometimes',
    summary: 'A name is assigned that nothing declares: it becomes one variable of the whole process.',
    keywords: ['require(', 'exports'],
    worth: mayAssignGlobals,
    create: globalVisitor,
  },
  {
    id: 'code/lint-rules',
    severity: 'info',
    cwe: 'CWE-1076',
    owasp: 'A06:2025 Insecure Design',
    fixed: 'sometimes',
    summary: "The project's own linter is not asked for code that attackers profit from.",
    check: lintRulesMissing,
    repository: true,
  },
];

/** The file is looked at as a whole as soon as there is one. */
function varVisitor(context: RuleContext): Visitor {
  let isDone = false;
  return {
    VariableDeclaration({ kind }: Extract<Node, { type: 'VariableDeclaration' }>) {
      if (kind !== 'var' || isDone) return;
      isDone = true;
      reportVars(context);
    },
  };
}

/** One finding for a file, at the first of them: a hundred would hide the others. */
function reportVars({ module, report }: RuleContext): void {
  const { found, all } = replaceableVars(module);
  const suppressions = suppressionsOf(module.text);
  const open = found.filter(({ node }) => !isSuppressed(suppressions, 'code/var', suppressibleLines(module, node)));
  const [first] = open;
  if (!first) return;
  const what = open.length === all ? `${all}` : `${open.length} of ${all}`;
  report(first.node as Node, {
    message: `${what} ${all === 1 ? 'declaration' : 'declarations'} with var can be const or let.`,
    fix: 'automatic',
  });
}

/** The file is looked at as a whole as soon as a name is assigned that nothing seems to declare. */
function globalVisitor(context: RuleContext): Visitor {
  const { module } = context;
  let isDone = !mayMakeGlobals(module);
  const look = ({ left }: { left: Node }): void => {
    if (isDone || left.type !== 'Identifier') return;
    const binding = module.scopes.lookup(left.name, left);
    if (binding && binding.kind !== 'global') return;
    isDone = true;
    reportGlobals(context);
  };
  return { AssignmentExpression: look, ForInStatement: look, ForOfStatement: look };
}

function reportGlobals({ module, project, report }: RuleContext): void {
  const shared = new Set(sharedGlobals(project, module));
  for (const { node, declare } of implicitGlobals(module, shared)) {
    const { name } = node;
    const answers = isInHandler(module, node);
    report(node, {
      severity: answers ? 'medium' : 'low',
      message: answers
        ? `${name} is not declared: requests that are answered at the same time share it.`
        : `${name} is not declared: it becomes a variable of the whole process.`,
      fix: declare ? 'automatic' : 'manual',
      snippet: declare ? `${declare.kind} ${name} = …` : `let ${name}; // in the function that uses it`,
    });
  }
}

/** Whether a function around the node is given a request. */
function isInHandler(module: Module, node: Node): boolean {
  const { scopes } = module;
  for (let fn = scopes.functionAround(node); isFunction(fn); fn = scopes.functionAround(fn)) {
    const names = fn.params.flatMap((parameter) => patternNames(parameter));
    const bindings = names.map(({ name, node: identifier }) => scopes.lookup(name, identifier));
    if (bindings.some((binding) => binding?.declaration === fn && isRequestParameter(module, binding))) return true;
  }
  return false;
}
