import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 400_000,
    maxWorkers: 2,
    setupFiles: ['./tests/support/fast-check-seed.ts'],
    reporters: ['default', './tests/support/summary-reporter.ts'],
    coverage: { provider: 'v8', include: ['src/**', 'solver/**', 'api/**'], reporter: ['text-summary', 'html'] },
  },
});
