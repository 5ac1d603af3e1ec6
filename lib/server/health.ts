import 'server-only'
import { database } from './db/kysely'
import { log } from './log'
import { secrets } from './secrets'

const FRESH = 2000
type Check = { at: number; well: Promise<boolean> }
const shared = globalThis as typeof globalThis & { ringsideHealth?: Check }

async function check(now: number): Promise<boolean> {
  try {
    secrets()
    const row = { key: 'health', points: 0, expire: now }
    await (await database())
      .insertInto('rate_limit')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ expire: now }))
      .execute()
    log().change('health', 'ok', 'info', 'healthy')
    return true
  } catch (error) {
    log().change('health', 'failing', 'error', 'unhealthy', { error })
    return false
  }
}

/** Whether the keys are loaded and the database takes a write. Asked anew at most every two seconds, however many ask. `now` is epoch ms. */
export function isHealthy(now: number): Promise<boolean> {
  const last = shared.ringsideHealth
  if (last && now - last.at >= 0 && now - last.at < FRESH) return last.well
  const next = { at: now, well: check(now) }
  shared.ringsideHealth = next
  return next.well
}
