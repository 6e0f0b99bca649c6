import { join, resolve } from 'node:path';
import { leadsOut, relativeTo } from '../project/paths';
import { readTextSync } from '../project/read';
import type { CheckFinding, CheckPart } from '../report/check/model';
import { maskFound } from '../report/mask-found';
import type { Finding, Project } from '../types';
import type { CheckFormat, CheckOptions } from './options';

/** How reports get at the code that findings are about. */
export function sourceOf({
  project: { root },
  directory,
  found,
}: {
  project: Project;
  /** The one that was given: files of findings are named from it. */
  directory: string;
  /** All that was found, whether it is shown or not. */
  found: readonly Finding[];
}): Pick<CheckPart, 'read' | 'mask'> {
  const texts = new Map<string, string | null>();
  const read = (file: string): string | null => {
    if (!texts.has(file)) texts.set(file, textOf(join(resolve(directory), file)));
    return texts.get(file)!;
  };
  let mask: ((text: string) => string) | undefined;
  return { read, mask: (text) => (mask ??= maskFound(found, (file) => textOf(join(root, file))))(text) };
}

function textOf(path: string): string | null {
  try {
    return readTextSync(path);
  } catch {
    return null;
  }
}

const SHOW_FIXES: readonly CheckFormat[] = ['html', 'sarif'];

/** What `harden` would write; where no format shows it, the project need not be kept for it. */
export function fixesFor(
  project: Project,
  findings: readonly Finding[],
  shown: readonly CheckFinding[],
  { format, report }: Pick<CheckOptions, 'format' | 'report'>,
): CheckPart['fixes'] {
  if (![format, ...report.map((each) => each.format)].some((each) => SHOW_FIXES.includes(each)))
    return () => Promise.resolve(new Map());
  return async () => {
    const { fixesOf } = await import('../steps/mending');
    const fixes = await fixesOf(project, findings);
    return new Map(
      findings.flatMap((finding, index) => (fixes.has(finding) ? [[shown[index]!, fixes.get(finding)!]] : [])),
    );
  };
}

/** Of a package it may be kept by itself, or with the run at the root of its workspace. */
export function hardeningOf({ root, record, packageManager: { workspaceRoot } }: Project): CheckPart['hardening'] {
  return async () => {
    if (record === null) return null;
    const { lastHardening } = await import('../steps/transaction/hardening');
    const folder = relativeTo(workspaceRoot, root);
    return (
      (await lastHardening(root)) ?? (folder === '' || leadsOut(folder) ? null : lastHardening(workspaceRoot, folder))
    );
  };
}
