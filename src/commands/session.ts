import type { Project } from '../types';
import type { Asker } from '../ui/asker';
import type { Io, Screen } from '../ui/screen';
import type { HardenOptions } from './options';

/** One run of the wizard: on what, as the user wants it, and with whom it talks. */
export interface Session {
  project: Project;
  options: HardenOptions;
  /** Null where nothing may be asked. */
  asker: Asker | null;
  screen: Screen;
  io: Io;
}
