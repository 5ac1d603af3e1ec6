import { removeFolder, startApp } from './app'
import { demoReader, openLoop, status, told } from './load'
import { quantile, type Row, ratio } from './report'

const MINUTES = Number(process.env.SOAK_MINUTES ?? 30)
const RATE = 50
const LOOK_MS = 5_000

const mean = (values: readonly number[]) => values.reduce((all, value) => all + value, 0) / values.length

/** Whether a server that is read for long keeps growing: its memory in the last third of the time against the first. */
export async function soak(): Promise<Row[]> {
  const app = await startApp(process.cwd(), {})
  try {
    const headers = await demoReader(app.url)
    const dayOf = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
    const of = (collection: string, from: number, to: number) =>
      `${app.url}/api/oura/v2/usercollection/${collection}?start_date=${dayOf(from)}&end_date=${dayOf(to)}`
    const reads = [1, 2, 3, 4, 5, 6].flatMap((ago) => [
      of('daily_activity', ago, ago),
      of('sleep', ago + 1, ago),
      of('heartrate', ago, ago),
      of('daily_sleep', ago + 30, ago),
    ])
    // One page among 24 reads: two a second.
    const urls = [`${app.url}/`, ...reads] as const
    const seen: number[] = []
    const watch = setInterval(() => seen.push(status(app.pid, 'VmRSS')), LOOK_MS)
    const answers = await openLoop(urls, headers, RATE, MINUTES * 60)
    clearInterval(watch)
    const third = Math.floor(seen.length / 3)
    const [first, last] = [mean(seen.slice(0, third)), mean(seen.slice(-third))]
    const mb = (value: number) => `${value.toFixed(0)} MB`
    return [
      {
        what: `memory in the last third of ${MINUTES} minutes at ${RATE} req/s`,
        ours: mb(last),
        yardstick: `the first third ${mb(first)}`,
        ratio: ratio(last, first),
        budget: '≤ 1.10×',
      },
      {
        what: 'the requests meanwhile',
        ours: `p50 ${quantile(answers.times, 0.5).toFixed(0)} ms, p99 ${quantile(answers.times, 0.99).toFixed(0)} ms, ${told(answers)}`,
        yardstick: '–',
        ratio: '–',
        budget: '0 failed',
      },
      { what: 'memory, peak', ours: mb(status(app.pid, 'VmHWM')), yardstick: '–', ratio: '–', budget: '≤ 700 MB' },
    ]
  } finally {
    await app.stop()
    removeFolder(app.dataDir)
  }
}
