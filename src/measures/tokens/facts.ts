import type { TokenFacts } from '../../../codemods/lib/tokens/flaws';
import { signingsIn } from '../../../codemods/lib/tokens/keys';
import { walk } from '../../../codemods/lib/walk';
import type { Answers, Project } from '../../types';

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
  const files = project.files.filter(({ text }) => TOKENS.some((word) => text.includes(word)));
  const signings = files.flatMap(({ path }) => {
    const module = project.moduleOf(path);
    if (!module) return [];
    const found: Known['signings'] = [];
    walk(module.ast.program, (node) => void found.push(...signingsIn(module, project.resolver, node)));
    return found;
  });
  return {
    signings,
    expires: files.some(({ text }) => /\bexpiresIn\b|\bexp\b\s*[:=]/.test(text)),
    overrides: files.some(
      ({ text }) =>
        /@(nestjs|fastify)\/jwt|jwtService|jwtVerify/.test(text) &&
        /\b(publicKey|privateKey|algorithms?)\b\s*:/.test(text),
    ),
  };
}
