import type { TokenFacts } from '../../../codemods/lib/tokens/flaws';
import { signingsIn } from '../../../codemods/lib/tokens/keys';
import { walk } from '../../../codemods/lib/walk';
import type { Answers, Project } from '../../types';
import { scanned } from '../scanned';

/** Files that may sign or verify tokens. */
export const TOKENS = ['jsonwebtoken', 'jwt', 'jose'];

type Known = Pick<TokenFacts, 'signings' | 'expires' | 'overrides'>;
const known = new WeakMap<Project, Known>();

/** What the whole project says about its tokens, with what the user wants of them. */
export function tokenFacts(project: Project, answers: Answers = {}): TokenFacts {
  const found = known.get(project) ?? read(project);
  known.set(project, found);
  const text = (id: string): string => String(answers[`tokens.${id}`] ?? '').trim();
  return { ...found, expiresIn: text('expiresIn') || '1h', issuer: text('issuer'), audience: text('audience') };
}

function read(project: Project): Known {
  const files = scanned(project, /jsonwebtoken|[jJ]wt\b|['"]jose['"]/);
  const signings = files.flatMap(({ module }) => {
    const found: Known['signings'] = [];
    walk(module.ast.program, (node) => void found.push(...signingsIn(module, project.resolver, node)));
    return found;
  });
  const texts = files.flatMap(({ module }) => [module.text]);
  return {
    signings,
    expires: texts.some((text) => /\bexpiresIn\b|\bexp\b\s*[:=]/.test(text)),
    overrides: texts.some((text) => SERVICE.test(text) && OVERRIDES.test(text)),
  };
}

/** Other keys than a secret, or calls with an algorithm of their own. */
const OVERRIDES = /\b(publicKey|privateKey)\b\s*:|\b(sign|signAsync|jwtSign)\([^)]*\balgorithm\s*:/;
/** What is told once for all its calls. */
const SERVICE = /@(nestjs|fastify)\/jwt|jwtService|jwtVerify/;
