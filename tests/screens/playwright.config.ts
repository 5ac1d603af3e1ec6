import { defineConfig } from '@playwright/test'
import base from '../../playwright.config.ts'

// npm run screens: every page and every state, to be looked at, into screens/ (ignored).
export default defineConfig({ ...base, testDir: '.', outputDir: '../../test-results/screens', timeout: 120_000 })
