import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { CHROMIUM, CHROMIUM_FLAGS } from './tests/setup/chromium'

// The same letters on every machine: pictures are compared, and widths are what a layout stands or falls with.
const fonts = fileURLToPath(new URL('./tests/setup/fonts.conf', import.meta.url))

export default defineConfig({
  testDir: 'tests/e2e',
  // Two take hardly less time on two cores (16 instead of 18 minutes on a slow machine), and pages answer late.
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // A browser on a busy machine: what passes the second time is reported as flaky, not hidden.
  retries: process.env.CI ? 2 : 0,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    // What is not there within this time does not come; waiting out the whole test costs minutes.
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: CHROMIUM,
      // No process of its own for a picture without a graphics card: a tenth of the time.
      args: [...CHROMIUM_FLAGS, '--in-process-gpu'],
      env: { ...process.env, FONTCONFIG_FILE: fonts } as Record<string, string>,
    },
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'dark',
  },
})
