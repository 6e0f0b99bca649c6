import { defineConfig } from 'vitest/config';

/** `npm test` runs a representative subset; files named `*.all.test.ts` are for `npm run test:all` only. */
const all = process.env['TEMPERED_TEST_ALL'] === '1';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: all ? [] : ['test/**/*.all.test.ts'],
    // Tests that install packages and boot apps live under test/e2e; elsewhere a slow test is a fault.
    testTimeout: 30_000,
    hookTimeout: 240_000,
    // Many tests wait for a server or a process.
    maxWorkers: 3,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
