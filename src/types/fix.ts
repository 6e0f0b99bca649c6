/** What the automatic fix of a finding writes into the finding's file. */
export interface Fix {
  edits: LineEdit[];
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
