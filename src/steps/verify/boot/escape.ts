/** Whether an app that runs opens itself to other machines, now or later. */
import type { Launched } from './launch';

/** Milliseconds. */
const EVERY = 500;

/** Looks again and again until the app is stopped, and stops it where it is open. The ports are filled in then. */
export function watchPorts(app: Launched): readonly number[] {
  const escaped: number[] = [];
  if (process.platform !== 'linux') return escaped;
  const timer = setInterval(() => {
    if (app.isStopped) return clearInterval(timer);
    escaped.push(...app.escaped());
    if (escaped.length > 0) void app.stop();
  }, EVERY);
  timer.unref();
  return escaped;
}
