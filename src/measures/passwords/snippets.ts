import type { LowCost } from '../../../codemods/lib/passwords/cost';
import type { Project } from '../../types';

export const hashSnippet = (_project: Project): string => `await hashPassword(password)`;
export const verifySnippet = (_project: Project): string => `if (!user || !(await verifyPassword(password, user.password))) …`;

export const costSnippet = ({ better }: LowCost): string => String(better);

export const safeEqualSnippet = `const [a, b] = [Buffer.from(given), Buffer.from(expected)];
if (a.length !== b.length || !crypto.timingSafeEqual(a, b)) …`;
