import type { FrameworkId, PackageManagerName } from '../../types';
import type { Home } from './workspace';

/** A new app, as its maker wants it. */
export interface NewApp {
  /** Of package.json. */
  name: string;
  framework: FrameworkId;
  language: 'ts' | 'js';
  packageManager: PackageManagerName;
  /** Of the package manager on this machine; null where it is not there. */
  packageManagerVersion: string | null;
  /** The workspace that it becomes a package of; null where it is by itself. */
  home: Home | null;
}
