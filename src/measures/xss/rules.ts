import type { Node } from '@babel/types';
import { flowAlone } from '../../../codemods/lib/flow/alone';
import { isEncodable } from '../../../codemods/lib/xss/context';
import { type Reflected, reflectedIn } from '../../../codemods/lib/xss/reflected';
import { type Sent, sentIn } from '../../../codemods/lib/xss/sinks';
import { autoescapeRule } from './autoescape';
import { templateRule } from './templates';
import type { ReportDetails, Rule, RuleContext, Severity } from '../../types';

export const xssRules: Rule[] = [
  {
    id: 'xss/reflected',
    severity: 'high',
    cwe: 'CWE-79',
    owasp: 'A05:2025 Injection',
    summary: 'What a request says becomes markup of the page that answers it.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: ['send(', '.write(', '.end(', '.html(', '.body(', '.body =', '.body=', 'raw(', '@Get(', '@Header('],
    ofRequests: true,
    create: (context) => {
      const seen = new Set<Node>();
      const look = (node: Node): void => {
        for (const sent of sentIn(context.flow, node))
          for (const found of reflectedIn(context.flow, sent)) {
            if (seen.has(found.node)) continue;
            seen.add(found.node);
            context.report(found.node, details(context, sent, found));
          }
      };
      return { CallExpression: look, AssignmentExpression: look, ReturnStatement: look };
    },
  },
  templateRule,
  autoescapeRule,
];

const SOURCES: Record<Reflected['from'], string> = {
  body: 'the body of the request',
  query: 'the query',
  params: 'the path of the request',
  headers: 'a header',
  cookies: 'a cookie',
  files: 'an upload',
  other: 'the address of the request',
  fetched: 'an address that the request chooses',
};

function details({ module, flow, file }: RuleContext, sent: Sent, found: Reflected): ReportDetails {
  const { node, from, context, inMarkup } = found;
  const alone = reflectedIn(flowAlone(module, flow.shape), sent).find((each) => each.node === node);
  const text = file.text.slice(node.start!, node.end!);
  return {
    message: `A text from ${SOURCES[from]} becomes part of the page as it is${isEncodable(context) ? '' : PLACES[context]}.`,
    fix: alone?.mendable ? 'automatic' : 'manual',
    // Browsers show an encoded text as it was; without a page around it, it may be meant as one, or be read by a program.
    risk: inMarkup ? 'none' : 'behaviour',
    severity: severityOf(found),
    snippet: from === 'fetched' ? `sanitizeHtml(${text})` : `escapeHtml(${text})`,
  };
}

const PLACES: Record<Reflected['context'], string> = {
  text: '',
  attribute: '',
  address: ', as an address: check that it begins with https:// or /',
  unquoted: ', without quotes around it',
  code: ', where it is code',
  tag: ', within a tag',
  script: ', within a script',
  style: ', within a style sheet',
  comment: ', within a comment',
};

/** What no link can carry, or what is no page, is less of a danger. */
function severityOf({ from, inMarkup }: Reflected): Severity {
  if (from === 'headers' || from === 'cookies' || from === 'other') return 'low';
  if (from === 'fetched' || inMarkup) return from === 'fetched' ? 'medium' : 'high';
  return from === 'body' || from === 'files' ? 'low' : 'medium';
}
