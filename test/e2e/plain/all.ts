import type { PlainApp } from './app';
import { expressApp } from './express';

/** The plain app of every framework. */
export const plainApps: PlainApp[] = [expressApp];
