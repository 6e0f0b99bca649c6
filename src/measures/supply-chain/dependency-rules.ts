import { posix } from 'node:path';
import type { DependencyReport, Project, Report, Rule } from '../../types';
import { placeOf } from '../package-json';

/** What is known of the dependencies themselves: only `check --deps` asks. */
export const dependencyRules: Rule[] = [
  {
    id: 'supply-chain/vulnerable-dependency',
    severity: 'high',
    cwe: 'CWE-1395',
    owasp: 'A03:2025 Software Supply Chain Failures',
    fixed: 'never',
    deps: true,
    // The lockfile of a workspace is that of all its packages.
    atRoot: true,
    summary: 'A dependency has a known vulnerability.',
    check: ({ dependencies }) =>
      (dependencies?.vulnerable ?? []).map(({ name, severity, title, url, by, fix }) => {
        const [first = name] = by;
        const bringing = [...new Set(by)].filter((each) => each !== name);
        const from = bringing.length > 0 ? ` It comes with ${bringing.join(' and ')}.` : '';
        const place = placeOf(dependencies!, first);
        const where = place.file === 'package.json' ? '' : ` in ${posix.dirname(place.file)}`;
        const next = fix === null ? ' There is no fix yet.' : ` Next: \`${fix}\`${where}.`;
        return {
          ...place,
          severity,
          message: `${name} has a known vulnerability: ${title} (${url}).${from}${next}`,
        };
      }),
  },
  {
    id: 'supply-chain/outdated-dependency',
    severity: 'info',
    cwe: 'CWE-1104',
    owasp: 'A03:2025 Software Supply Chain Failures',
    fixed: 'never',
    deps: true,
    summary: 'There is a newer version of a dependency; fixes come to the newest major version first.',
    check: (project) =>
      declared(project).flatMap(({ name, current, latest }) => {
        const isMajor = current.split('.')[0] !== latest.split('.')[0];
        return [
          {
            ...placeOf(project.dependencies!, name),
            severity: isMajor ? 'low' : 'info',
            message: `${name} is ${current}, and ${latest} is there${isMajor ? ', a new major version: read what it breaks first' : ''}.`,
          } satisfies Report,
        ];
      }),
  },
];

const declared = ({ dependencies, manifest }: Project): DependencyReport['outdated'] =>
  (dependencies?.outdated ?? []).filter(
    ({ name }) => manifest.dependencies[name] !== undefined || manifest.devDependencies[name] !== undefined,
  );
