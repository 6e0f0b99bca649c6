import type { Project, Report } from '../../types';

/** What the generated check says while it refuses nothing yet. */
const SAYS = 'A request of another site would be refused:';

/** Our own check, until somebody says that it may refuse. */
export function watching({ files }: Project): Report[] {
  return files
    .filter(({ text }) => text.includes(SAYS) && text.includes('isFromElsewhere'))
    .map(({ path }) => ({
      file: path,
      message: 'What other sites make browsers send is logged, but not refused yet.',
      fix: 'manual' as const,
      snippet: 'npx tempered harden --only csrf --set csrf.mode=enforce',
    }));
}
