import { packageCalls } from '../../../codemods/lib/chain';
import { propertyOf } from '../../../codemods/lib/walk';
import type { Project } from '../../types';
import { isGenerated, mountsForAll } from '../place';
import { valueOf } from '../values';
import { numberOf, takesUploads } from './rules';

const MEGABYTE = 1_048_576;

/** The middlewares that limit the size of bodies, with the option that says it. */
export const BODY_LIMITS = ['hono/body-limit#bodyLimit'];

/**
 * The largest body that the app's routes may need: what its own limits for some routes allow, or room for files; null
 * where the app has one of its own for everything, or one that cannot be read.
 */
export function bodySizeOf(project: Project): number | null {
  const own = ownSizes(project);
  if (mountsForAll(project, BODY_LIMITS)) return null;
  if (own.includes(null)) return null;
  const usual = takesUploads(project) || takesFiles(project) ? 50 * MEGABYTE : MEGABYTE;
  return Math.max(usual, ...own.map(Number));
}

function ownSizes(project: Project): (number | null)[] {
  return project.files
    .filter(({ path, text }) => !isGenerated(project, path) && text.includes('bodyLimit'))
    .flatMap(({ path }) => {
      const module = project.moduleOf(path);
      const calls = module ? packageCalls(module, project.resolver, BODY_LIMITS) : [];
      return calls.map((call) => {
        const size = propertyOf(call.arguments[0], 'maxSize');
        const bytes = size ? numberOf(valueOf(project, path, size).node) : null;
        return Number.isSafeInteger(bytes) ? bytes : null;
      });
    });
}

/** Bodies with files in them, or that are no text at all. */
const takesFiles = (project: Project): boolean =>
  project.files.some(
    ({ text, generated }) =>
      !generated && /\b(instanceof|as) (File|Blob)\b|req\.(formData|arrayBuffer|blob|raw\.body)\b/.test(text),
  );
