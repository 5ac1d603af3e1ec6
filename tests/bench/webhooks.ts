import { Agent, request } from 'node:http'
import { openDatabase } from '@/lib/server/db/kysely'
import { ensureUser } from '@/lib/server/db/users'
import { switchWebhook } from '@/lib/server/db/webhooks'
import { signedEvent } from '../stand-in/webhooks'
import type { Answers } from './load'

const SECRET = 'secret-of-the-bench'
/** What a server needs to know to take announcements. */
export const BENCH_APP = { OURA_CLIENT_ID: 'bench', OURA_CLIENT_SECRET: SECRET }

/** Somebody of whom something can be announced, in a new data folder, with announcements switched on. */
export async function seedListener(dataDir: string, now: number): Promise<void> {
  const db = await openDatabase({ dataDir })
  await ensureUser(db, { id: 'bench', oura_user_id: 'bench', role: 'owner' }, now)
  await switchWebhook(db, true)
  await db.destroy()
}

/** Announces `rate` things a second, each another one, whether or not the ones before are answered; the time until each answer, ms. */
export async function announceLoop(url: string, rate: number, seconds: number): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 })
  const times: number[] = []
  const failures: string[] = []
  const one = (number: number) =>
    new Promise<void>((resolve) => {
      const event = { event_type: 'update', data_type: 'daily_activity', object_id: `object-${number}`, user_id: 'bench' }
      const { body, headers } = signedEvent(event, SECRET)
      const begun = performance.now()
      const fail = (why: string) => {
        failures.push(why)
        resolve()
      }
      const asked = request(`${url}/api/webhooks/oura`, { agent, method: 'POST', headers, timeout: 10_000 }, (answer) => {
        answer.resume()
        answer.once('end', () => {
          if (answer.statusCode !== 200) return fail(`${answer.statusCode}`)
          times.push(performance.now() - begun)
          resolve()
        })
      })
      asked.once('timeout', () => asked.destroy(new Error('timeout')))
      asked.once('error', (error) => fail(error.message))
      asked.end(body)
    })
  const begun = performance.now()
  const asked: Promise<void>[] = []
  for (let sent = 0; sent < rate * seconds; sent++) {
    const wait = begun + (sent * 1000) / rate - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    asked.push(one(sent))
  }
  await Promise.all(asked)
  agent.destroy()
  return { times, failures, seconds: (performance.now() - begun) / 1000 }
}
