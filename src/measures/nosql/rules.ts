import type { Node } from '@babel/types';
import { type Call } from '../../../codemods/lib/nosql/filters';
import { keyName } from '../../../codemods/lib/walk';
import type { RequestPart } from '../../../codemods/lib/flow/request';
import type { Rule, RuleContext } from '../../types';
import { isTextOfArguments, whereFrom } from '../where-from';
import { type Open, openFields } from './fields';

/** A call that may be given a filter: arrays have methods of these names, too, but those are given a function. */
const FILTERS =
  /\.\s*(?:find(?:One\w*|AndModify|ById\w*)?|update(?:One|Many)?|replaceOne|delete(?:One|Many)|remove|count(?:Documents)?|exists|where|aggregate|distinct)\s*(?:\?\.)?(?:<[^()]*>)?\(\s*(?!async\b|function\b|[\w$]+\s*=>|\([^()]*\)\s*(?::[^=]*)?=>)/;

export const nosqlRules: Rule[] = [
  {
    id: 'nosql/filter',
    severity: 'high',
    cwe: 'CWE-943',
    owasp: 'A05:2025 Injection',
    summary: 'A value that a client sends is compared in a query of MongoDB, and may be an object with operators.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: [
      '.find',
      '.update',
      '.delete',
      '.count',
      '.aggregate',
      '.exists',
      '.replaceOne',
      '.distinct',
      '.remove(',
    ],
    ofRequests: true,
    worth: (text) => FILTERS.test(text),
    create: (context) => ({
      CallExpression: (call: Call) => {
        for (const open of openFields(context, call)) report(context, open);
      },
    }),
  },
  {
    id: 'nosql/where',
    severity: 'critical',
    cwe: 'CWE-943',
    owasp: 'A05:2025 Injection',
    summary: 'Text that a client sends is run as JavaScript by MongoDB.',
    fixed: 'never',
    keywords: ['$where', '$function', '$accumulator', 'mapReduce'],
    ofRequests: true,
    create: (context) => ({
      ObjectProperty: (node: Extract<Node, { type: 'ObjectProperty' }>) => {
        if (/^\$(where|function|accumulator)$/.test(keyName(node) ?? '')) lookAt(context, node, node.value);
      },
      AssignmentExpression: (node: Extract<Node, { type: 'AssignmentExpression' }>) => {
        if (/\$where['"\]]*$/.test(context.file.text.slice(node.left.start!, node.left.end!)))
          lookAt(context, node, node.right);
      },
      CallExpression: (node: Call) => {
        const isWhere = node.callee.type === 'MemberExpression' && /^(\$where|mapReduce)$/.test(keyOf(node.callee));
        if (isWhere && node.arguments[0]) lookAt(context, node, node.arguments[0] as Node);
      },
    }),
  },
];

const keyOf = ({ property }: Extract<Node, { type: 'MemberExpression' }>): string =>
  property.type === 'Identifier' ? property.name : '';

const SOURCES: Partial<Record<RequestPart, string>> = {
  body: 'the request body',
  query: 'the query string',
  cookies: 'a cookie',
};

function report(context: RuleContext, { node, read, mark, shared, byId, isList }: Open): void {
  const from = SOURCES[read.part] ?? 'the request';
  if (byId)
    return context.report(node, {
      message: `The id comes from ${from}, and may be an object with operators.`,
      severity: 'medium',
      fix: 'manual',
      snippet: `String(${context.file.text.slice(node.start!, node.end!)})`,
    });
  if (!mark)
    return context.report(node, {
      message: `The filter is ${read.path.length === 0 ? 'all of' : 'an object of'} ${from}: a client chooses what is compared, and how.`,
      fix: 'manual',
      snippet: `{ name: String(${read.part === 'query' ? 'req.query' : 'req.body'}.name) } // each field that may be asked for`,
    });
  context.report(node, {
    message: `"${mark.key}" is compared with a value from ${from}, which may be an object with operators.`,
    fix: shared ? 'manual' : 'automatic',
    // A list is as good as several values there, and clients may send one on purpose.
    risk: isList || read.part === 'query' ? 'behaviour' : 'none',
    snippet: `${mark.key}: { $eq: ${mark.value} }`,
  });
}

function lookAt({ flow, report, file }: RuleContext, node: Node, value: Node): void {
  const origin = flow.originOf(value);
  const fix = 'manual' as const;
  const snippet = '{ stocks: { $gt: Number(threshold) } } // operators of the database in place of JavaScript';
  if (origin === 'request')
    report(node, {
      message: `MongoDB runs JavaScript that is put together with text from ${whereFrom(flow, value)}.`,
      fix,
      snippet,
    });
  else if (origin === 'argument' && file.reachable && isTextOfArguments(flow, value))
    report(node, {
      message: 'MongoDB runs JavaScript that is put together with what the function is given.',
      severity: 'high',
      fix,
      snippet,
    });
}
