// npm run bench [reads] [sync] [pages] [load] [trends] [soak]: prints one table a section and writes docs/benchmarks.md when all of
// them ran; soak takes half an hour and runs only when it is named.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWithEmptyPage, removeFolder, startApp } from './app'
import { timeImport } from './import'
import { timeLoad } from './load'
import { timePages } from './pages'
import { timeParsing } from './parsing'
import { type Timing, timeBare, timeReads } from './reads'
import { type Row, ratio, table, writeReport } from './report'
import { seedArchive } from './seed'
import { soak } from './soak'
import { timeSyncs } from './sync'
import { timeTrends, timeTrendsPage } from './trends'

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
const METRICS_PATH = (from: string, to: string, metrics: string) => `/api/trends?metrics=${metrics}&from=${from}&to=${to}&bucket=day`
const addDays = (day: string, count: number) => new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10)

async function reads(folder: string): Promise<Row[]> {
  const now = Date.now()
  const day = addDays(new Date(now).toISOString().slice(0, 10), -3)
  const asks = [
    ['one day of daily_activity', `/api/oura/v2/usercollection/daily_activity?start_date=${day}&end_date=${day}`, '≤ 3 ms p50'],
    ['one day of heartrate', `/api/oura/v2/usercollection/heartrate?start_date=${day}&end_date=${day}`, ''],
    ['30 days of daily_sleep', `/api/oura/v2/usercollection/daily_sleep?start_date=${addDays(day, -29)}&end_date=${day}`, ''],
    ['90 days of daily_activity', `/api/oura/v2/usercollection/daily_activity?start_date=${addDays(day, -89)}&end_date=${day}`, ''],
    ['31 days of all metrics', METRICS_PATH(addDays(day, -30), day, 'sleep_score,readiness_score,activity_score,average_hrv'), ''],
    ['10 years of one metric', METRICS_PATH(addDays(day, -3650), day, 'average_hrv'), '≤ 50 ms p95'],
    ['10 years of tag days', `/api/tag-days?from=${addDays(day, -3650)}&to=${day}`, '≤ 50 ms p95'],
    ['whether the server is well', '/api/health', '≤ 50 ms p50'],
    ['where one number comes from', `/api/explain?metric=total_sleep&day=${day}`, ''],
    ['half a year of rest and activity', `/api/rhythm?from=${addDays(day, -180)}&to=${day}`, '≤ 50 ms p95'],
  ] as const
  const archives: Record<'month' | 'decade', Timing[]> = { month: [], decade: [] }
  let packed: Timing | undefined
  for (const [name, days] of [
    ['month', 30],
    ['decade', 3650],
  ] as const) {
    const dataDir = mkdtempSync(join(tmpdir(), `ringside-${name}-`))
    const { key } = await seedArchive(dataDir, days, now)
    const app = await startApp(folder, { DEMO: 'off' }, dataDir)
    try {
      // The bare server packs nothing, so neither does this; what packing costs has a row of its own.
      const headers = { authorization: `Bearer ${key}`, 'accept-encoding': 'identity' }
      for (const [, path] of asks) archives[name].push(await timeReads(app.url + path, headers))
      packed = await timeReads(app.url + asks[3][1], { ...headers, 'accept-encoding': 'gzip' })
    } finally {
      await app.stop()
      removeFolder(dataDir)
    }
  }
  const rows: Row[] = []
  const figure = (timing: Timing) => `p50 ${ms(timing.p50)}, p95 ${ms(timing.p95)}`
  for (const [index, [what, , budget]] of asks.entries()) {
    const month = archives.month[index]
    const decade = archives.decade[index]
    if (!month || !decade) continue
    const bare = await timeBare(decade.bytes)
    rows.push({
      what: `${what} (${kB(decade.bytes)}), archive of 10 years`,
      ours: figure(decade),
      yardstick: `bare node:http ${figure(bare)}`,
      ratio: ratio(decade.p50, bare.p50),
      budget,
    })
    if (index < 3) {
      const yardstick = `archive of 30 days ${figure(month)}`
      rows.push({
        what: `${what}, 10 years against 30 days`,
        ours: figure(decade),
        yardstick,
        ratio: ratio(decade.p50, month.p50),
        budget: '≈ 1×',
      })
    }
  }
  const [plain] = archives.decade.slice(3)
  if (packed && plain)
    rows.push({
      what: `${asks[3][0]}, gzipped as a browser asks for it`,
      ours: figure(packed),
      yardstick: `the same unpacked ${figure(plain)}`,
      ratio: ratio(packed.p50, plain.p50),
      budget: '',
    })
  return rows
}

async function pages(folder: string): Promise<Row[]> {
  const app = await startApp(folder, {})
  try {
    return await timePages(app)
  } finally {
    await app.stop()
    removeFolder(app.dataDir)
  }
}

const wanted = process.argv.slice(2)
const asked = (section: string) => wanted.length === 0 || wanted.includes(section)
const sections: { title: string; note: string; rows: Row[] }[] = []
const add = (title: string, note: string, rows: Row[]) => {
  sections.push({ title, note, rows })
  console.log(`\n${title}\n${note}\n\n${table(rows)}`)
}

const folder = asked('reads') || asked('pages') || asked('trends') ? buildWithEmptyPage() : ''
try {
  if (asked('reads')) add('Server', 'Warm requests one after the other on loopback with an API key; SQLite.', await reads(folder))
  if (asked('sync'))
    add('Sync', 'Against the stand-in, every answer 50 ms late.', [...(await timeSyncs()), timeParsing(), ...(await timeImport())])
  if (asked('pages'))
    add('Pages', 'Production build, demo ring, 390 × 844, the median of three; tasks are the longest of all.', await pages(folder))
  if (asked('load')) add('Load', 'Many readers of the demo ring at once, server and readers on the same machine.', await timeLoad())
  if (asked('trends')) {
    add('Trends', 'Warm requests at ten years of archive; SQLite.', await timeTrends(folder))
    add('Trends page', 'Production build, demo ring, 390 × 844, the median of three.', await timeTrendsPage(folder))
  }
  if (wanted.includes('soak'))
    add('Soak', 'Readers of the demo ring for half an hour, server and readers on the same machine.', await soak())
} finally {
  if (folder) removeFolder(folder)
}
if (sections.length === 6) writeReport(sections, new Date())
