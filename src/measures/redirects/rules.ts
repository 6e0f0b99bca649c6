import type { Node } from '@babel/types';
import { flowAlone } from '../../../codemods/lib/flow/alone';
import { sinksIn } from '../../../codemods/lib/redirects/sinks';
import { type OpenRedirect, openRedirect } from '../../../codemods/lib/redirects/target';
import type { ReportDetails, Rule, RuleContext } from '../../types';

const REDIRECTS = /\.\s*(?:redirect|location)\s*(?:\?\.)?\(|['"`]location['"`]|\blocation\s*:|@Redirect\b/i;

export const redirectsRules: Rule[] = [
  {
    id: 'redirects/open',
    severity: 'medium',
    cwe: 'CWE-601',
    owasp: 'A01:2025 Broken Access Control',
    summary: 'A client is sent where its request says, to any site.',
    fixed: 'sometimes',
    risk: 'behaviour',
    keywords: ['edirect', 'ocation'],
    ofRequests: true,
    worth: (text) => REDIRECTS.test(text),
    create: (context) => {
      const look = (node: Node): void => {
        for (const sink of sinksIn(context.flow, node)) {
          const found = openRedirect(context.flow, sink);
          if (found) context.report(sink, details(context, found));
        }
      };
      return { CallExpression: look, ReturnStatement: look };
    },
  },
];

const SOURCES: Record<OpenRedirect['part'], string> = {
  body: 'the body of the request',
  query: 'the query',
  params: 'a parameter of the path',
  headers: 'a header',
  cookies: 'a cookie',
  files: 'an upload',
  other: 'the address that was asked for',
};

function details(context: RuleContext, { node, part, check, ownMeant }: OpenRedirect): ReportDetails {
  const { file, module, flow } = context;
  const alone = openRedirect(flowAlone(module, flow.shape), node);
  const text = file.text.slice(node.start!, node.end!);
  return {
    message: `The redirect goes where ${SOURCES[part]} says${check === 'weak' || check === 'slash' ? ': other sites pass the check in front of it' : ''}.`,
    fix: alone?.mend ? 'automatic' : 'manual',
    // An app may lead to other sites on purpose.
    risk: ownMeant ? 'none' : 'behaviour',
    // Nobody can put a header, or two slashes in front of a path, into a link that is passed on.
    ...(part === 'headers' || part === 'other' ? { severity: 'low' } : {}),
    snippet:
      part === 'headers'
        ? `new URL(address).host === OWN_HOST ? address : '/' // address: what the header says`
        : `safeRedirect(${text})`,
  };
}
