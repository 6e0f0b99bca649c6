/** What the automatic fix of a finding comes to. */
export interface Fix {
  /** In the finding's own file; none where what is added mends it. */
  edits: LineEdit[];
  /** Of the project: modules and other files, and packages. Said only where nothing is edited. */
  adds?: { files: string[]; packages: string[] };
  /** It needs nothing else: no generated module, no package, no other file, no place of another finding. */
  alone: boolean;
}

/** Lines that others take the place of; without any, the others come before this line. */
export interface LineEdit {
  /** 1-based, in the file as it is. */
  line: number;
  removed: string[];
  added: string[];
}
