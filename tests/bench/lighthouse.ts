import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { CHROMIUM, CHROMIUM_FLAGS } from '../setup/chromium'
import { median } from './report'

export type Lighthouse = { performance: number; fcp: number; lcp: number; tbt: number; cls: number }

/** One run of Lighthouse's mobile preset. It is fetched for the occasion: its own lockfile entry would break `npm ci`. */
export function lighthouse(url: string): Lighthouse {
  const output = join(mkdtempSync(join(tmpdir(), 'ringside-lighthouse-')), 'report.json')
  const flags = ['--quiet', '--only-categories=performance', '--output=json', `--output-path=${output}`]
  const chrome = `--chrome-flags=${['--headless=new', ...CHROMIUM_FLAGS].join(' ')}`
  // Lighthouse needs a newer Node than this app may be started with: the one in node_modules.
  const PATH = `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`
  const { status, stderr } = spawnSync('npx', ['-y', 'lighthouse@13.5.0', url, ...flags, chrome], {
    encoding: 'utf8',
    env: { ...process.env, PATH, CHROME_PATH: CHROMIUM },
  })
  if (status !== 0) throw new Error(`Lighthouse failed on ${url}: ${stderr.slice(-400)}`)
  const report = JSON.parse(readFileSync(output, 'utf8')) as {
    categories: { performance: { score: number } }
    audits: Record<string, { numericValue: number }>
  }
  const value = (audit: string) => report.audits[audit]?.numericValue ?? Number.NaN
  return {
    performance: Math.round(report.categories.performance.score * 100),
    fcp: value('first-contentful-paint'),
    lcp: value('largest-contentful-paint'),
    tbt: value('total-blocking-time'),
    cls: value('cumulative-layout-shift'),
  }
}

export const medianRun = (runs: readonly Lighthouse[]): Lighthouse => ({
  performance: median(runs.map((run) => run.performance)),
  fcp: median(runs.map((run) => run.fcp)),
  lcp: median(runs.map((run) => run.lcp)),
  tbt: median(runs.map((run) => run.tbt)),
  cls: median(runs.map((run) => run.cls)),
})
