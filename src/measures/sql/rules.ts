import type { Node } from '@babel/types';
import { flowAlone } from '../../../codemods/lib/flow/alone';
import type { Flow } from '../../../codemods/lib/flow/flow';
import {
  type Interpolation,
  isValue,
  isWhole,
  queriesIn,
  type Query,
  type SqlHints,
  sitesOf,
  worstOf,
} from '../../../codemods/lib/sql/queries';
import { rewritesIn } from '../../../codemods/lib/sql/rewrite';
import { styleOf } from '../../../codemods/lib/text';
import { lastName, unwrap } from '../../../codemods/lib/walk';
import type { ReportDetails, Rule, RuleContext, Severity } from '../../types';
import { type Harmful, sourceOf } from '../sources';
import { databaseOf, hintsOf } from './hints';
import { Notes } from '../../../codemods/lib/notes';

const KEYWORDS = ['SELECT', 'select ', 'Select ', 'INSERT', 'insert into', 'UPDATE', 'update ', 'DELETE FROM', 'delete from', 'Raw', '.raw(', '.literal(', '.unsafe(', 'createQueryBuilder', 'DROP', 'TRUNCATE', 'ALTER', 'ORDER BY']; // prettier-ignore
/** A statement begins in the text, or something is called that takes parts of one, or whatever it is given. */
const QUERIES =
  /['"`][\s(;]*(?:--|\/\*|(?:select|insert|update|delete|replace|with|merge|create|alter|drop|truncate|call|exec|execute|grant|set|show|use(?!\s+strict)|pragma|explain|attach|copy|lock|declare)\s)|Raw\b|RawUnsafe\b|\braw\b|\.\s*(?:literal|unsafe|query|queryAsync|execute)\s*(?:\?\.)?(?:<[^()]*>)?\(|createQueryBuilder/i;
const RUNS = /\.(?:query|execute|literal|unsafe)\(|[rR]aw/;
/** Patterns have a method `exec`, too: it is a database's where something is called so. */
const DATABASE = /sql|\bdb|db\b|database|conn|pool|client/i;
const mayQuery = (text: string): boolean =>
  QUERIES.test(text) || (/\.\s*(?:exec|prepare|batch)\s*(?:\?\.)?(?:<[^()]*>)?\(/.test(text) && DATABASE.test(text));
/** Texts are put together: what is written out whole lets nothing in. */
const JOINS = /\$\{|\+=|['"`\w$)\]]\s*\+\s*['"`A-Za-z_$([]|\.\s*(?:concat|join)\(|\bformat\b/;
const mayJoin = (text: string, path: string): boolean => JOINS.test(text) && !isMigration(path) && mayQuery(text);
const INJECTION = { cwe: 'CWE-89', owasp: 'A05:2025 Injection' } as const;

export const VALUE = 'sql/interpolated-value';
export const NAME = 'sql/interpolated-name';
const RAW = 'sql/raw';

export const sqlRules: Rule[] = [
  {
    id: VALUE,
    severity: 'critical',
    ...INJECTION,
    fixed: 'sometimes',
    summary: 'A value becomes part of the text of a query, where it may be read as SQL.',
    keywords: KEYWORDS,
    worth: mayJoin,
    create: (context) => ({ Program: () => values(context) }),
  },
  {
    id: NAME,
    severity: 'critical',
    ...INJECTION,
    fixed: 'never',
    summary: 'A name, a direction or a part of a query comes from outside of the code: parameters do not help there.',
    keywords: KEYWORDS,
    worth: mayJoin,
    create: (context) => ({ Program: () => names(context) }),
  },
  {
    id: RAW,
    severity: 'critical',
    ...INJECTION,
    fixed: 'never',
    summary: 'What a client sends is run as SQL.',
    keywords: ['.query(', '.execute(', 'Raw', '.raw(', '.literal(', '.unsafe(', '.exec('],
    ofRequests: true,
    worth: (text) => mayQuery(text) && (RUNS.test(text) || DATABASE.test(text)),
    create: (context) => ({ Program: () => whole(context) }),
  },
];

const found = new Notes<object, Query[]>();

/** The queries of a file, looked for once for all three rules. */
function queriesOf(context: RuleContext): Query[] {
  const { flow, project } = context;
  const known = found.get(flow);
  if (known) return known;
  const queries = queriesIn(flow, { calls: {}, constants: [], database: databaseOf(project) });
  const traced = queries.map((query) => ({ ...query, interpolated: query.interpolated.map(tracer(context)) }));
  found.set(flow, traced);
  return traced;
}

/** What a function is given is the client's where a handler hands it over, of another file, too. */
const tracer =
  (context: RuleContext) =>
  (each: Interpolation): Interpolation =>
    each.origin === 'argument' &&
    isParameter(context.flow, each.part.node) &&
    sourceOf(context, { flow: context.flow, value: each.part.node }, asValue)
      ? { ...each, origin: 'request' }
      : each;

/** A text of several words that is handed over is a query, and told of where it is put together. */
const asValue: Harmful = (flow, value) =>
  flow.pieces(value).some((piece) => piece.kind === 'text' && /\s/.test(piece.text.trim())) ? null : value;

function values(context: RuleContext): void {
  const { flow, file } = context;
  const queries = queriesOf(context).filter((query) => !isWhole(query) && query.interpolated.some(isValue));
  if (queries.length === 0 || isMigration(file.path)) return;
  const { mended, reasons } = mendable(flow, hintsOf(flow, queriesOf(context), databaseOf(context.project)));
  const seen = new Set<Node>();
  for (const query of queries)
    for (const { site, interpolated } of sitesOf(query)) {
      const own = interpolated.filter(isValue);
      if (own.length === 0 || seen.has(site)) continue;
      seen.add(site);
      const automatic = mended.has(site);
      context.report(site, {
        message: `${subject(flow, own)} put into the text of a query.`,
        severity: valueSeverity(own),
        fix: automatic ? 'automatic' : 'manual',
        ...(automatic ? {} : { snippet: valueSnippet(query, reasons.get(site)) }),
      });
    }
}

/** The texts that the codemod will rewrite: it sees this file alone, with what it is told of the others. */
function mendable(flow: Flow, hints: SqlHints): { mended: Set<Node>; reasons: Map<Node, string> } {
  const { module } = flow;
  const mended = new Set<Node>();
  const reasons = new Map<Node, string>();
  for (const made of rewritesIn(flowAlone(module, flow.shape), styleOf(module.ast, module.text), hints))
    for (const { site, interpolated } of sitesOf(made.query).filter((each) => each.interpolated.some(isValue)))
      if ('refusal' in made) reasons.set(site, made.refusal.reason);
      else if (interpolated.length > 0) mended.add(site);
  return { mended, reasons };
}

function names(context: RuleContext): void {
  const { flow, file } = context;
  const seen = new Set<Node>();
  for (const query of queriesOf(context))
    for (const { site, interpolated } of sitesOf(query)) {
      const own = interpolated.filter(
        (each) =>
          !isValue(each) &&
          !isAll(query, each) &&
          (each.origin === 'request' || (each.origin === 'argument' && isParameter(flow, each.part.node))),
      );
      if (own.length === 0 || seen.has(site)) continue;
      const origin = worstOf(own);
      if (origin === 'argument' && isMigration(file.path)) continue;
      seen.add(site);
      context.report(site, {
        message: `${subject(flow, own)} put into a query as a name or a part of it.`,
        severity: origin === 'request' ? 'critical' : 'low',
        fix: 'manual',
        snippet: nameSnippet(flow, own[0]!),
      });
    }
}

/** A parameter of the function, or a part of one; what another function made of it is that one's business. */
function isParameter(flow: Flow, expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'MemberExpression') return isParameter(flow, node.object);
  const binding = node.type === 'Identifier' ? flow.module.scopes.lookup(node.name, node) : null;
  if (binding?.kind === 'variable' && binding.init && binding.assignments.length === 0)
    return binding.init.type !== 'AwaitExpression' && isParameter(flow, binding.init);
  return binding?.kind === 'parameter';
}

/** The whole text, or all of one of the texts that it may be. */
const isAll = (query: Query, { part }: Interpolation): boolean => isWhole(query) || part.site === unwrap(part.node);

function whole(context: RuleContext): void {
  for (const query of queriesOf(context)) {
    const only = query.interpolated.find((each) => isAll(query, each) && each.origin === 'request');
    if (!only) continue;
    const details: ReportDetails = {
      message: `${subject(context.flow, [only])} run as SQL.`,
      fix: 'manual',
      snippet: query.call.fragment
        ? nameSnippet(context.flow, only)
        : 'Write the query in the code, and take from the client only values.',
    };
    context.report(query.call.sql, details);
  }
}

/** Without quotes stands likelier a number, or a name in an expression, than what somebody typed in. */
function valueSeverity(interpolated: readonly Interpolation[]): Severity {
  const origin = worstOf(interpolated);
  if (origin === 'request') return 'critical';
  const isTyped = ({ quoted, kind, origin: own }: Interpolation): boolean =>
    quoted !== null || (own === 'argument' && (kind === 'value' || kind === 'list'));
  if (!interpolated.some(isTyped)) return 'low';
  return origin === 'argument' ? 'high' : 'medium';
}

/** Those who write migrations and seeds decide about all that is in them. */
const isMigration = (path: string): boolean => /(^|\/)(\w*migrations?|seed(er)?s?)\//i.test(path);

/** `What a client sends (req.query.id) is`, `Arguments (name, city) are` */
function subject(flow: Flow, interpolated: readonly Interpolation[]): string {
  const origin = worstOf(interpolated);
  const codes = interpolated
    .filter((each) => each.origin === origin)
    .map(({ part }) => flow.module.text.slice(part.node.start!, part.node.end!).replace(/\s+/g, ' '));
  const shown = [...new Set(codes)].map((code) => (code.length > 40 ? `${code.slice(0, 39)}…` : code));
  const listed = shown.length > 3 ? `${shown.slice(0, 3).join(', ')}, …` : shown.join(', ');
  if (origin === 'request') return `What a client sends (${listed}) is`;
  const word = origin === 'argument' ? 'argument' : 'value';
  return shown.length > 1
    ? `${word === 'value' ? 'Values' : 'Arguments'} (${listed}) are`
    : `${word === 'value' ? 'A value' : 'An argument'} (${listed}) is`;
}

const PLACEHOLDERS: Record<string, string> = {
  pg: '$1', 'pg-promise': '$1', postgres: '$1', mysql: '?', mysql2: '?', sqlite: '?', sqlite3: '?', 'better-sqlite3': '?', knex: '?',
  mssql: '@value', sequelize: ':value', typeorm: ':value',
}; // prettier-ignore

function valueSnippet({ call }: Query, reason = 'Its parts come together in several places.'): string {
  const placeholder = PLACEHOLDERS[call.driver ?? ''];
  const form = placeholder === undefined ? 'Use a placeholder' : `Write ${placeholder}`;
  return `${reason} ${form} in the text without quotes and pass the value beside it.`;
}

/** A list of what may stand there, by what clients call it. */
function nameSnippet(flow: Flow, { part }: Interpolation): string {
  const { node } = part;
  const code = flow.module.text.slice(node.start!, node.end!);
  const name = lastName(node) ?? 'name';
  return `const ${name}s = new Map([['name', 'name'], ['created', 'created_at']]);\nconst safe = ${name}s.get(${code}) ?? 'name';`;
}
