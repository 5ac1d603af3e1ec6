import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const everything = ['tests/**/*.test.{ts,tsx}']
const pages = ['tests/e2e/**', 'tests/screens/**', 'node_modules/**']
// Pure functions, and parts that are drawn: nothing that one file of these does is there for the next. Half of their time went into
// loading the same modules for each.
const pure = ['tests/{domain,oura,components}/**/*.test.{ts,tsx}', 'tests/*.test.{ts,tsx}']

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
    globalSetup: ['tests/setup/global.ts'],
    setupFiles: ['tests/setup/parts.ts'],
    server: { deps: { inline: ['use-intl'] } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'alone', include: everything, exclude: [...pure, ...pages] } },
    ],
  },
})
