import type { TokenFacts } from '../../../codemods/lib/tokens/flaws';
import { signingsIn } from '../../../codemods/lib/tokens/keys';
import { withWord } from '../../../codemods/lib/text';
import { walk } from '../../../codemods/lib/walk';
import type { Answers, Project } from '../../types';
import { oncePerProject } from '../once';
import { scanned, textsWith } from '../scanned';

/** Files that may sign or verify tokens. */
export const TOKENS = ['jsonwebtoken', 'jwt', 'jose'];

/** Whether a file has anything to do with them. */
export const maySign = (text: string): boolean => /jsonwebtoken|jwt|jose/i.test(text);

type Known = Pick<TokenFacts, 'signings' | 'expires' | 'overrides'>;

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
  const signings = scanned(project, (text) => mentions(text) && SIGNS.test(text)).flatMap(({ module }) => {
    const found: Known['signings'] = [];
    walk(module.ast.program, (node) => void found.push(...signingsIn(module, project.resolver, node)));
    return found;
  });
  return {
    signings,
    expires: texts.some((text) => /\bexpiresIn\b|\bexp\b\s*[:=]/.test(text)),
    overrides: texts.some((text) => SERVICE.test(text) && OVERRIDES.test(text)),
  };
});

const mentions = withWord(['webtoken', 'jwt', 'Jwt', 'jose'], /jsonwebtoken|[jJ]wt\b|['"]jose['"]/);
/** What signs, or says how it is done. */
const SIGNS = /\b(?:sign|signAsync|jwtSign|createSigner|register(?:Async)?)\b/;
/** Other keys than a secret, or calls with an algorithm of their own. */
const OVERRIDES = /\b(publicKey|privateKey)\b\s*:|\b(sign|signAsync|jwtSign)\([^)]*\balgorithm\s*:/;
/** What is told once for all its calls. */
const SERVICE = /@(nestjs|fastify)\/jwt|jwtService|jwtVerify/;
