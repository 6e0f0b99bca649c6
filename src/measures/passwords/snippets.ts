import type { LowCost } from '../../../codemods/lib/passwords/cost';
import type { Project } from '../../types';
import { hashLibrary } from './mending';

const imported = ({ form }: Project, name: string): string =>
  form.module === 'cjs' && form.language === 'js'
    ? `const ${name} = require('${name}');`
    : `import ${name} from '${name}';`;

/** How a new password is stored, with the library that the project has. */
export function hashSnippet(project: Project): string {
  const library = hashLibrary(project);
  const cost = library === 'argon2' ? '{ memoryCost: 19456, timeCost: 2, parallelism: 1 }' : '12';
  return `${imported(project, library)}
const hash = await ${library}.hash(password, ${cost}); // stored: a text of about 100 characters`;
}

/** How a password is checked, and what was stored before is renewed. */
export function verifySnippet(project: Project): string {
  const library = hashLibrary(project);
  const verified =
    library === 'argon2' ? `argon2.verify(user.password, password)` : `${library}.compare(password, user.password)`;
  return `${imported(project, library)}
// Look the user up without the password, then:
if (!user || !(await ${verified})) // refuse: the same answer for both
// A row of before holds something else: compare it as you did, and store a hash at that login.`;
}

export const costSnippet = ({ better }: LowCost): string => String(better);

export const safeEqualSnippet = `const [a, b] = [given, expected].map((text) => Buffer.from(text));
const isSame = a.length === b.length && crypto.timingSafeEqual(a, b);`;
