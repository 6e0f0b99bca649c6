/** What Dependabot looks after: an ecosystem, in folders of the repository. */
export interface Watch {
  ecosystem: string;
  folders: string[];
}

export interface Dependabot {
  /** Of the list of updates; commented out ones are decisions too, with no folders. */
  watches: Watch[];
  /** Where another entry goes, and how deep it stands; null where the list is not written line by line. */
  end: { at: number; indent: string } | null;
}

/** Whether it looks after one of the ecosystems at the top of the repository, or was told not to. */
export const watched = ({ watches }: Dependabot, ecosystems: readonly string[]): boolean =>
  watches.some(
    ({ ecosystem, folders }) =>
      ecosystems.includes(ecosystem) && (folders.length === 0 || folders.some((folder) => isTop(folder))),
  );

const isTop = (folder: string): boolean => /^[./]*$/.test(folder) || /^[./]*\*/.test(folder);
