// A process with a person's OAuth connection: node --import ./tests/setup/resolve.mjs <this> <database, JSON> rounds | <point to die at>
import { createInterface } from 'node:readline'
import { openDatabase } from '@/lib/server/db/kysely'
import { env } from '@/lib/server/env'
import { createLog } from '@/lib/server/log'
import { freshBearer, type RefreshPoint } from '@/lib/server/oauth-refresh'
import { ouraClient } from '@/lib/server/oura-client'

const [options = '', mode = ''] = process.argv.slice(2)
const db = await openDatabase(JSON.parse(options))
const log = createLog('silent', { write: () => undefined })
const at = (point: RefreshPoint) => {
  if (point === mode) process.kill(process.pid, 'SIGKILL')
}
const bearer = (refused: string | null = null) => freshBearer({ db, now: Date.now, log, at }, 'ann', refused)
const source = ouraClient({ baseUrl: env().OURA_API_URL, token: () => bearer(), renew: bearer })

/** 200 requests at once; says how many different bearers they got, and how many failed. */
async function round(): Promise<string> {
  const asked = await Promise.allSettled(
    Array.from({ length: 200 }, (_, index) => (index % 50 === 0 ? source.personalInfo().then(() => bearer()) : bearer())),
  )
  const got = new Set(asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])))
  return `${got.size} ${asked.filter(({ status }) => status === 'rejected').length}`
}

process.stdout.write('ready\n')
if (mode === 'rounds') for await (const _ of createInterface({ input: process.stdin })) process.stdout.write(`${await round()}\n`)
else
  process.stdout.write(
    await source.personalInfo().then(
      () => 'used\n',
      (error: unknown) => `${error}\n`,
    ),
  )
await db.destroy()
process.exit(0)
