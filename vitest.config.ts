import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')

export default defineConfig({
  resolve: {
    alias: [
      { find: 'server-only', replacement: `${root}/tests/setup/empty.ts` },
      // As in next.config.js: messages come compiled.
      { find: /^use-intl\/format-message$/, replacement: 'use-intl/format-message/format-only' },
      { find: /^@\//, replacement: `${root}/` },
    ],
  },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    // UTC runners hide every bug this product can have: the whole suite runs in a zone of +05:45.
    env: { TZ: 'Asia/Kathmandu' },
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/setup/global.ts'],
    setupFiles: ['tests/setup/parts.ts'],
    exclude: ['tests/e2e/**', 'tests/screens/**', 'node_modules/**'],
    server: { deps: { inline: ['use-intl'] } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
