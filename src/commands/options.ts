/** What the user typed after a command, as commander hands it over. */
export interface CommonOptions {
  only: string[];
  skip: string[];
  app?: string;
  packageManager?: string;
  quiet?: boolean;
}

export interface HardenOptions extends CommonOptions {
  set: string[];
  fix: string[];
  yes?: boolean;
  dryRun?: boolean;
  format: 'table' | 'json';
  install: boolean;
  allowDirty?: boolean;
}

export interface CheckOptions extends CommonOptions {
  format: 'table' | 'json';
  failOn: 'critical' | 'high' | 'medium' | 'low' | 'none';
  output?: string;
}
