import type { Node } from '@babel/types';
import { makerOf } from '../../../codemods/lib/maker';
import { keyName, literalText, memberName, propertyOf } from '../../../codemods/lib/walk';
import { frameworks } from '../../frameworks/index';
import type { Rule, RuleContext } from '../../types';

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

const ways = frameworks.flatMap(({ trust, chain }) => (trust ? [{ ...trust, modules: chain.modules }] : []));
type Way = (typeof ways)[number];
const names = ways.flatMap(({ setting, option, property }) => [setting, option, property]);
const keywords = names.filter((name) => name !== undefined);

/** Who is believed when X-Forwarded-For names a client's address. */
export const trustRules: Rule[] = [
  {
    id: 'rate-limit/trust-proxy-true',
    severity: 'medium',
    cwe: 'CWE-348',
    owasp: 'A06:2025 Insecure Design',
    fixed: 'never',
    summary: 'Every client may choose its own address with X-Forwarded-For, and so escape limits.',
    keywords,
    create: (context) => ({
      ObjectProperty: (node: Of<'ObjectProperty'>) => {
        const way = ways.find(({ option }) => option === keyName(node));
        if (way && isTrue(node.value)) reportTrue(context, node, way.option!);
      },
      AssignmentExpression: (node: Of<'AssignmentExpression'>) => {
        const { left } = node;
        if (left.type !== 'MemberExpression' || !isTrue(node.right)) return;
        const maker = makerOf(context.resolver, context.module, left.object);
        const way = ways.find(
          ({ property, modules }) => property === memberName(left) && modules.includes(maker ?? ''),
        );
        if (way && !isCounted(context, way)) reportTrue(context, node, way.property!);
      },
      NewExpression: (node: Of<'NewExpression'>) => {
        const maker = context.resolver.packageName(context.module, node.callee) ?? '';
        const way = ways.find(({ property, modules }) => property !== undefined && modules.includes(maker));
        const value = way && propertyOf(node.arguments[0], way.property!);
        if (value && isTrue(value) && !isCounted(context, way)) reportTrue(context, value, way.property!);
      },
      CallExpression: (node: Of<'CallExpression'>) => {
        const [name, value] = node.arguments;
        const way = ways.find(({ setting }) => setting !== undefined && setting === literalText(name));
        const method = memberName(node.callee);
        const all = method === 'enable' || (method === 'set' && isTrue(value));
        if (way && all) reportTrue(context, node, way.setting!);
      },
    }),
  },
  {
    id: 'rate-limit/trust-proxy-number',
    severity: 'medium',
    cwe: 'CWE-348',
    owasp: 'A06:2025 Insecure Design',
    fixed: 'never',
    summary: 'A number of proxies is not taken: all clients have the address of the proxy, and share its limit.',
    keywords: ways.flatMap(({ option, withoutNumbers }) => (option && withoutNumbers ? [option] : [])),
    create: ({ report, project }) => ({
      ObjectProperty: (node: Of<'ObjectProperty'>) => {
        const way = ways.find(({ option }) => option === keyName(node));
        const refuses = project.framework.server.major >= (way?.withoutNumbers ?? Infinity);
        if (way && refuses && node.value.type === 'NumericLiteral')
          report(node, {
            message: `${way.option}: ${node.value.value} trusts nobody: name the addresses of the proxies.`,
            fix: 'manual',
          });
      },
    }),
  },
];

const isTrue = (node: Node | undefined): boolean => node?.type === 'BooleanLiteral' && node.value;

/** It is said how many addresses count. */
const isCounted = ({ project }: RuleContext, { count }: Way): boolean =>
  count !== undefined && project.files.some(({ text }) => text.includes(count));

const reportTrue = ({ report }: RuleContext, node: Node, name: string): void =>
  report(node, {
    message: `${name}: true believes X-Forwarded-For from everyone: name the addresses of the proxies instead.`,
    fix: 'manual',
  });
