import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { CHROMIUM, CHROMIUM_FLAGS } from '../setup/chromium'
import { median } from './report'

export type Lighthouse = { performance: number; fcp: number; lcp: number; tbt: number; cls: number }

const run = promisify(execFile)

/** One run of Lighthouse's mobile preset. It is fetched for the occasion: its own lockfile entry would break `npm ci`. */
async function lighthouse(url: string): Promise<Lighthouse> {
  const output = join(mkdtempSync(join(tmpdir(), 'ringside-lighthouse-')), 'report.json')
  const flags = ['--quiet', '--only-categories=performance', '--output=json', `--output-path=${output}`]
  const chrome = `--chrome-flags=${['--headless=new', ...CHROMIUM_FLAGS].join(' ')}`
  // Lighthouse needs a newer Node than this app may be started with: the one in node_modules.
  const PATH = `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`
  // Not the synchronous call: sockets the server closes meanwhile would be written to again.
  await run('npx', ['-y', 'lighthouse@13.5.0', url, ...flags, chrome], { env: { ...process.env, PATH, CHROME_PATH: CHROMIUM } })
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

const medianRun = (runs: readonly Lighthouse[]): Lighthouse => ({
  performance: median(runs.map((run) => run.performance)),
  fcp: median(runs.map((run) => run.fcp)),
  lcp: median(runs.map((run) => run.lcp)),
  tbt: median(runs.map((run) => run.tbt)),
  cls: median(runs.map((run) => run.cls)),
})

/** The median of three runs of a page, each beside one of the app's empty page. */
export async function lighthouseBeside(origin: string, path: string): Promise<{ page: Lighthouse; empty: Lighthouse }> {
  const runs: { page: Lighthouse; empty: Lighthouse }[] = []
  for (let round = 0; round < 3; round++) runs.push({ page: await lighthouse(origin + path), empty: await lighthouse(`${origin}/empty`) })
  return { page: medianRun(runs.map((run) => run.page)), empty: medianRun(runs.map((run) => run.empty)) }
}
