import { defineConfig } from 'vitest/config';

/** `npm test` runs a representative subset; files named `*.all.test.ts` are for `npm run test:all` only. */
const all = process.env['TEMPERED_TEST_ALL'] === '1';
/** Where tests start processes, and wait for them. */
const processes = ['test/{e2e,guards}/**/*.test.ts', 'test/steps/verify/**/*.test.ts', 'test/package/**/*.test.ts'];
/** It has modules of Node.js replaced before ours are loaded. */
const replacing = ['test/project/windows.test.ts'];

export default defineConfig({
  test: {
    exclude: all ? [] : ['test/**/*.all.test.ts'],
    // Tests that install packages and boot apps live under test/e2e; elsewhere a slow test is a fault.
    testTimeout: 30_000,
    hookTimeout: 240_000,
    // Many tests wait for a server or a process.
    maxWorkers: 3,
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      { extends: true, test: { name: 'processes', include: [...processes, ...replacing] } },
      // Loading our modules once for each worker, and not for each file, halves the time of these.
      {
        extends: true,
        test: {
          name: 'modules',
          include: ['test/**/*.test.ts'],
          exclude: [...processes, ...replacing],
          isolate: false,
        },
      },
    ],
  },
});
