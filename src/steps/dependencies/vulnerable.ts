import type { PackageManager, Severity, Vulnerable } from '../../types';
import { type Asked, isObject, parsed } from './run';

/** How a package manager is asked for known vulnerabilities, and how what it says is read. */
export interface Auditor {
  command: readonly string[];
  /** Null where it is no report: the registry did not answer, or there is no lockfile. */
  read(asked: Asked): Vulnerable[] | null;
}

/** Yarn 1 asks an endpoint that the registry has retired. */
export function auditorOf({ name, version, workspaceRoot }: PackageManager, root: string): Auditor | null {
  if (name === 'npm') return { command: ['npm', 'audit', '--json'], read: fromNpm };
  if (name === 'pnpm') return { command: ['pnpm', 'audit', '--json'], read: fromPnpm };
  if (name === 'bun') return { command: ['bun', 'audit', '--json'], read: fromBun };
  if (!(Number.parseInt(version ?? '1', 10) >= 2)) return null;
  const whole = root === workspaceRoot ? ['--all'] : [];
  return { command: ['yarn', 'npm', 'audit', ...whole, '--recursive', '--json'], read: fromYarn };
}

const SEVERITIES: Record<string, Severity> = {
  critical: 'critical',
  high: 'high',
  moderate: 'medium',
  low: 'low',
  info: 'info',
};
const severityOf = (value: unknown): Severity => SEVERITIES[text(value)] ?? 'medium';
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const objects = (value: unknown): Record<string, unknown>[] =>
  (Array.isArray(value) ? value : Object.values(isObject(value) ? value : {})).filter(isObject);

function fromNpm({ output }: Asked): Vulnerable[] | null {
  const report = parsed(output);
  if (!isObject(report) || !isObject(report['vulnerabilities'])) return null;
  const all = report['vulnerabilities'];
  return Object.entries(all).flatMap(([name, entry]) =>
    // What is only vulnerable by what it brings along has names here.
    objects(isObject(entry) ? entry['via'] : []).map((advisory) => ({
      name,
      severity: severityOf(advisory['severity']),
      title: text(advisory['title']),
      url: text(advisory['url']),
      by: directOf(all, name),
      fix: fixOf(isObject(entry) ? entry['fixAvailable'] : false),
    })),
  );
}

/** The dependencies of the project that bring the package along. */
function directOf(all: Record<string, unknown>, name: string, seen = new Set<string>()): string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const entry = all[name];
  if (!isObject(entry)) return [];
  const above = Array.isArray(entry['effects']) ? entry['effects'].map(text) : [];
  return [...(entry['isDirect'] === true ? [name] : []), ...above.flatMap((each) => directOf(all, each, seen))];
}

/** `npm audit fix` changes no range of package.json; where that is not enough, it names the version. */
const fixOf = (fix: unknown): string | null =>
  isObject(fix)
    ? fix['isSemVerMajor'] === true
      ? `npm install ${text(fix['name'])}@${text(fix['version'])}`
      : 'npm audit fix'
    : fix === true
      ? 'npm audit fix'
      : null;

function fromPnpm({ output }: Asked): Vulnerable[] | null {
  const report = parsed(output);
  if (!isObject(report) || !isObject(report['advisories'])) return null;
  return objects(report['advisories']).map((advisory) => ({
    name: text(advisory['module_name']),
    severity: severityOf(advisory['severity']),
    title: text(advisory['title']),
    url: text(advisory['url']),
    by: objects(advisory['findings']).flatMap(({ paths }) =>
      Array.isArray(paths) ? paths.map((path) => text(path).split('>')[1] ?? '') : [],
    ),
    fix: /^<0\.0\.0/.test(text(advisory['patched_versions'])) ? null : 'pnpm audit --fix',
  }));
}

/** A line for each advisory. None at all is a good report, or none, which only the exit code tells apart. */
function fromYarn({ output, code }: Asked): Vulnerable[] | null {
  const lines = (output ?? '').split('\n').filter((line) => line.startsWith('{"value"'));
  const entries = lines.map((line) => parsed(line)).filter(isObject);
  if (entries.length === 0 && code !== 0) return null;
  return entries.flatMap(({ value, children }) =>
    isObject(children)
      ? [
          {
            name: text(value),
            severity: severityOf(children['Severity']),
            title: text(children['Issue']),
            url: text(children['URL']),
            by: [],
            fix: `yarn up --recursive ${text(value)}`,
          },
        ]
      : [],
  );
}

function fromBun({ output }: Asked): Vulnerable[] | null {
  const report = parsed(output);
  if (!isObject(report)) return null;
  return Object.entries(report).flatMap(([name, advisories]) =>
    objects(advisories).map((advisory) => ({
      name,
      severity: severityOf(advisory['severity']),
      title: text(advisory['title']),
      url: text(advisory['url']),
      by: [],
      fix: `bun update ${name}`,
    })),
  );
}
