import type { Node } from '@babel/types';
import { keyName, literalText, memberName, propertyOf, walk } from '../../../codemods/lib/walk';
import type { Project, Question } from '../../types';
import { mountsForAll, ownMiddleware } from '../place';
import { optionsOf } from '../values';
import { numberQuestion, ownerQuestion } from '../questions';
import { LIMITERS } from './makers';
import { limits } from './per-request';

/** Whether the app limits all requests itself. */
export const hasOwnLimit = (project: Project): boolean =>
  mountsForAll(project, LIMITERS) &&
  !ownMiddleware(project, LIMITERS).every(
    ({ call, middleware }) =>
      !limits(project, middleware) || isOff(propertyOf(optionsOf(project, call)?.node, 'global')),
  );

const setsTrustProxy = (project: Project): boolean =>
  project.files.some(({ path, text, generated }) => {
    const module = generated || !/trust proxy|trustProxy/.test(text) ? null : project.moduleOf(path);
    return module !== null && setsIn(module.ast.program);
  });

/** `app.set('trust proxy', …)`, `app.enable('trust proxy')`, `{ trustProxy: … }` */
function setsIn(root: Node): boolean {
  let found = false;
  walk(root, (node) => {
    if (node.type === 'ObjectProperty' && keyName(node) === 'trustProxy') found = !isOff(node.value);
    if (node.type !== 'CallExpression' || literalText(node.arguments[0]) !== 'trust proxy') return !found;
    if (/^(set|enable)$/.test(memberName(node.callee) ?? '')) found = true;
    return !found;
  });
  return found;
}

const isOff = (value: Node | null): boolean => value?.type === 'BooleanLiteral' && !value.value;

/** What the wizard may ask about limits. */
export function questions(project: Project): Question[] {
  return [
    {
      id: 'rate-limit.store',
      message: 'Where are requests counted?',
      kind: 'select',
      default: project.manifest.dependencies['ioredis'] || project.manifest.dependencies['redis'] ? 'redis' : 'memory',
      options: [
        { value: 'memory', label: 'In this process', hint: 'one instance' },
        {
          value: 'redis',
          label: 'In Redis',
          hint: 'several instances; REDIS_URL, and in the process while Redis is down',
        },
      ],
      ask: true,
    },
    {
      id: 'rate-limit.mode',
      message: 'Refuse what is over the limit, or only log it at first?',
      kind: 'select',
      default: 'enforce',
      options: [
        { value: 'enforce', label: 'Refuse' },
        { value: 'observe', label: 'Only log' },
      ],
      ask: false,
    },
    {
      id: 'rate-limit.proxies',
      message: 'How do requests reach the app?',
      kind: 'select',
      default: setsTrustProxy(project) ? 'own' : 'private',
      options: [
        { value: 'private', label: 'Through a proxy in a private network, or directly' },
        { value: 'own', label: 'The app says itself which proxies it trusts' },
      ],
      ask: !setsTrustProxy(project),
      assumption: (value) =>
        value === 'private'
          ? 'proxies have private addresses; a proxy with a public address (a CDN, say) belongs into TRUSTED_PROXIES.'
          : undefined,
    },
    ownerQuestion('rate-limit.global', 'Who limits all requests', hasOwnLimit(project)),
    numberQuestion('rate-limit.limit', 'Requests per address and window', 300),
    numberQuestion('rate-limit.windowMs', 'The window, in milliseconds', 60_000),
    numberQuestion('rate-limit.authLimit', 'Attempts per account and address', 10),
    numberQuestion('rate-limit.addressLimit', 'Attempts per address', 100),
    numberQuestion('rate-limit.authWindowMs', 'The window for attempts, in milliseconds', 900_000),
  ];
}
