import type { Node } from '@babel/types';
import type { TokenFacts } from '../../../codemods/lib/tokens/flaws';
import { setupsIn, signingsIn } from '../../../codemods/lib/tokens/keys';
import { withWord } from '../../../codemods/lib/text';
import type { Module } from '../../../codemods/lib/resolve';
import { walk } from '../../../codemods/lib/walk';
import type { Answers, Project } from '../../types';
import { oncePerProject } from '../once';
import { scanned, textsWith } from '../scanned';

/** Files that may sign or verify tokens. */
export const TOKENS = ['jsonwebtoken', 'jwt', 'jose'];

/** Whether a file has anything to do with them. */
export const maySign = (text: string): boolean => /jsonwebtoken|jwt|jose/i.test(text);

type Known = Pick<TokenFacts, 'signings' | 'expires' | 'overrides' | 'leftToCalls'>;

/** What the whole project says about its tokens, with what the user wants of them. */
export function tokenFacts(project: Project, answers: Answers = {}): TokenFacts {
  const text = (id: string): string => String(answers[`tokens.${id}`] ?? '').trim();
  return {
    ...saidIn(project),
    expiresIn: text('expiresIn') || '1h',
    issuer: text('issuer'),
    audience: text('audience'),
  };
}

const saidIn = oncePerProject((project): Known => {
  const texts = textsWith(project, mentions);
  const sites = scanned(project, (text) => mentions(text) && SIGNS.test(text));
  const all = <T>(found: (module: Module, node: Node) => T[]): T[] =>
    sites.flatMap(({ module }) => {
      const list: T[] = [];
      walk(module.ast.program, (node) => void list.push(...found(module, node)));
      return list;
    });
  const expires = texts.some((text) => /\bexpiresIn\b|\bexp\b\s*[:=]/.test(text));
  const setups = expires ? all((module, node) => setupsIn(module, project.resolver, node)) : [];
  return {
    signings: all((module, node) => signingsIn(module, project.resolver, node)),
    expires,
    overrides: texts.some((text) => SERVICE.test(text) && OVERRIDES.test(text)),
    leftToCalls: setups.length > 0 && !setups.includes('with'),
  };
});

const mentions = withWord(['webtoken', 'jwt', 'Jwt', 'jose'], /jsonwebtoken|[jJ]wt\b|['"]jose['"]/);
/** What signs, or says how it is done. */
const SIGNS = /\b(?:sign|signAsync|jwtSign|createSigner|register(?:Async)?)\b/;
/** Other keys than a secret, or calls with an algorithm of their own. */
const OVERRIDES = /\b(publicKey|privateKey)\b\s*:|\b(sign|signAsync|jwtSign)\([^)]*\balgorithm\s*:/;
/** What is told once for all its calls. */
const SERVICE = /@(nestjs|fastify)\/jwt|jwtService|jwtVerify/;
