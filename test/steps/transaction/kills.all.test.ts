import { vi } from 'vitest';
import { killsAt } from './kills';

vi.setConfig({ testTimeout: 600_000 });
killsAt(1);
