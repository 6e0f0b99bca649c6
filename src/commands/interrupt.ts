import { UserError } from '../errors';
import { stopAll } from '../steps/verify/boot/processes';
import { begin } from './cancel';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does a piece of work that Ctrl-C ends: its signal is aborted with UserError 130, and every app that was started is
 * stopped; so too where tempered itself fails. What the work does then, such as putting files back, is not interrupted again.
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  begin();
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort(new UserError('Cancelled', 'The app and all it started are stopped.', 130));
    void stopAll();
  };
  const fail = (error: Error): void => {
    controller.abort(error);
    void stopAll();
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  process.on('uncaughtException', fail);
  try {
    const result = await work(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, interrupt);
    process.removeListener('uncaughtException', fail);
  }
}
