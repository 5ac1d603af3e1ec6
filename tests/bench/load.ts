import { mkdtempSync, readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { visitor } from '../setup/visitor'
import { type RunningApp, removeFolder, startApp } from './app'
import { quantile, type Row } from './report'
import { announceLoop, BENCH_APP, seedListener } from './webhooks'

const CONNECTIONS = 200
const SECONDS = Number(process.env.LOAD_SECONDS ?? 20)

/** `failures`: a word each, the status or what happened to the connection. */
export type Answers = { times: number[]; failures: string[]; seconds: number }

/** One GET over a connection of the agent; the time until its last byte, ms. Rejects on any trouble, ten seconds of silence among it. */
const timed = (agent: Agent, url: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const begun = performance.now()
    const asked = get(url, { agent, headers, timeout: 10_000 }, (answer) => {
      answer.resume()
      answer.once('error', reject)
      answer.once('end', () => (answer.statusCode === 200 ? resolve(performance.now() - begun) : reject(new Error(`${answer.statusCode}`))))
    })
    asked.once('timeout', () => asked.destroy(new Error('timeout')))
    asked.once('error', reject)
  })

/** Closed loop: every connection asks again as soon as it is answered. */
async function closedLoop(url: string, headers: Record<string, string>): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const times: number[] = []
  const failures: string[] = []
  const begun = performance.now()
  const until = begun + SECONDS * 1000
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < until)
        await timed(agent, url, headers).then(
          (time) => times.push(time),
          (error: Error) => void failures.push(error.message),
        )
    }),
  )
  agent.destroy()
  return { times, failures, seconds: (performance.now() - begun) / 1000 }
}

/** Open loop: `rate` requests a second, of one address after the other, whether or not the ones before are answered. */
export async function openLoop(
  urls: readonly [string, ...string[]],
  headers: Record<string, string>,
  rate: number,
  seconds = SECONDS,
): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const times: number[] = []
  const failures: string[] = []
  const begun = performance.now()
  const asked: Promise<void>[] = []
  for (let sent = 0; sent < rate * seconds; sent++) {
    const wait = begun + (sent * 1000) / rate - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    asked.push(
      timed(agent, urls[sent % urls.length] ?? urls[0], headers).then(
        (time) => void times.push(time),
        (error: Error) => void failures.push(error.message),
      ),
    )
  }
  await Promise.all(asked)
  agent.destroy()
  return { times, failures, seconds: (performance.now() - begun) / 1000 }
}

/** How many failed, and of what. */
export const told = ({ failures }: Answers) =>
  `${failures.length} failed${failures.length > 0 ? ` (${[...new Set(failures)].join(', ')})` : ''}`

/** A figure of a process's memory (VmRSS, VmHWM), MB. */
export const status = (pid: number, field: string) =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024

/** What many readers of the demo ring get at once, by their session, and what memory that takes. */
export async function timeLoad(): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringside-load-'))
  await seedListener(dataDir, Date.now())
  const app = await startApp(process.cwd(), BENCH_APP, dataDir)
  try {
    return await underLoad(app)
  } finally {
    await app.stop()
    removeFolder(app.dataDir)
  }
}

/** The headers of somebody who reads the demo ring of a server. */
export async function demoReader(url: string): Promise<Record<string, string>> {
  const reader = visitor(url)
  await reader.signIn('demo')
  return { cookie: [...reader.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
}

async function underLoad(app: RunningApp): Promise<Row[]> {
  const headers = await demoReader(app.url)
  const dayOf = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  const week = `${app.url}/api/oura/v2/usercollection/daily_sleep?start_date=${dayOf(8)}&end_date=${dayOf(2)}`
  await openLoop([week], headers, 20)
  const closed = await closedLoop(week, headers)
  const evening = await openLoop([week], headers, 100)
  const [, announced] = await Promise.all([openLoop([week], headers, 100), announceLoop(app.url, 20, SECONDS)])
  const pages = await openLoop([`${app.url}/connect`], {}, 20)
  const peak = status(app.pid, 'VmHWM')
  await new Promise((resolve) => setTimeout(resolve, 60_000))
  const ms = (answers: Answers, q: number) => `${quantile(answers.times, q).toFixed(0)} ms`
  const row = (what: string, ours: string, budget: string): Row => ({ what, ours, yardstick: '–', ratio: '–', budget })
  const rate = closed.times.length / closed.seconds
  return [
    row(
      `7 days, ${CONNECTIONS} connections, closed loop, ${SECONDS} s`,
      `${rate.toFixed(0)} req/s, p99 ${ms(closed, 0.99)}, ${told(closed)}`,
      '≥ 300 req/s, p99 ≤ 1000 ms, 0 failed',
    ),
    row(
      `7 days, open loop, 100 req/s, ${SECONDS} s`,
      `p50 ${ms(evening, 0.5)}, p99 ${ms(evening, 0.99)}, ${told(evening)}`,
      'p50 ≤ 25 ms, p99 ≤ 200 ms',
    ),
    row(
      `an announcement of Oura, 20/s beside 100 reads/s, ${SECONDS} s`,
      `p50 ${ms(announced, 0.5)}, p99 ${ms(announced, 0.99)}, ${told(announced)}`,
      'p99 ≤ 250 ms',
    ),
    row(`a page, open loop, 20 loads/s, ${SECONDS} s`, `p50 ${ms(pages, 0.5)}, p99 ${ms(pages, 0.99)}, ${told(pages)}`, 'p99 ≤ 500 ms'),
    row('memory of the server, peak', `${peak.toFixed(0)} MB`, '≤ 700 MB'),
    row('memory of the server, a minute later', `${status(app.pid, 'VmRSS').toFixed(0)} MB`, '≤ 450 MB'),
  ]
}
