import type { Project, Report } from '../../types';

const INSPECT = /--inspect(-brk|-wait)?(?![\w-])(=\S+)?/;
/** Scripts for those who write the app, by their names or by what they run. */
const FOR_DEVELOPMENT = /dev|debug|inspect|test|watch|local/i;
const WATCHES = /nodemon|--watch|\bwatch\b|ts-node-dev|tsx watch|NODE_ENV=(dev|test)|jest|mocha|vitest/;
const STARTS = /^(start|serve|server|prod|production)(:|$)|:(prod|production)$/i;

/** A debugger that waits for whoever connects: what starts in production, and what listens for more than its own machine. */
export function openInspector(project: Project): Report[] {
  const scripts = Object.entries(project.manifest.scripts).flatMap(([name, script]): Report[] => {
    const isForUs = STARTS.test(name) && !FOR_DEVELOPMENT.test(name) && !WATCHES.test(script);
    return isForUs ? reportOf('package.json', `The script ${name}`, script) : [];
  });
  const images = project.repository.dockerfiles
    .filter(({ path }) => !FOR_DEVELOPMENT.test(path.split('/').at(-1)!))
    .flatMap(({ path, text }) =>
      text
        .split(/(?<!\\)\r?\n/)
        .filter((line) => /^\s*(CMD|ENTRYPOINT|ENV)\b/i.test(line) && !WATCHES.test(line))
        .flatMap((line) => reportOf(path, 'The image', line)),
    );
  return [...scripts, ...images];
}

function reportOf(file: string, what: string, command: string): Report[] {
  const option = INSPECT.exec(command)?.[0].replace(/["',\]]+$/, '');
  if (option === undefined) return [];
  const isOpen = /=(0\.0\.0\.0|\[?::\]?|\*)/.test(option);
  return [
    {
      file,
      severity: isOpen ? 'high' : 'medium',
      message: `${what} starts the debugger with ${option}: whoever reaches its port runs any code in the app.`,
      fix: 'manual',
      snippet: `without ${option}: node --inspect is for a script of its own, "debug"`,
    },
  ];
}
