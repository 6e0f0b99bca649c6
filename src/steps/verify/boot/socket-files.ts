/** Files that sockets of the app have left: the app would have removed them itself, had it not been killed. */
import { lstatSync, unlinkSync } from 'node:fs';

/** Removes those of the absolute paths that are sockets of this user. */
export function removeSocketFiles(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      const stats = lstatSync(path);
      if (stats.isSocket() && stats.uid === process.getuid?.()) unlinkSync(path);
    } catch {
      // It is gone already.
    }
  }
}
