import 'server-only'
import { statfs } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import type { HealthBody } from '@/lib/api'
import { backupState } from './backups'
import { clockSkew, isClockOff } from './clock-skew'
import { findConnection } from './db/connections'
import { database } from './db/kysely'
import type { Database } from './db/schema'
import { env } from './env'
import { LITTLE_ROOM } from './little-room'
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

/**
 * What only those who live here are told: when `userId` was last synced, how right the clock is, how much room is left, of when the newest
 * copy is. `now` is epoch ms.
 */
export async function healthDetail(db: Kysely<Database>, userId: string, now: number): Promise<Omit<HealthBody, 'status'>> {
  const connection = await findConnection(db, userId)
  const skew = clockSkew()
  const { DATABASE_URL, DATA_DIR } = env()
  const disk = DATABASE_URL === undefined ? await statfs(DATA_DIR) : null
  const free = disk && disk.bavail * disk.bsize
  const backup = await backupState(db, now)
  return {
    last_sync_at: connection?.last_ok_at ? new Date(connection.last_ok_at).toISOString() : null,
    clock_skew_seconds: skew === null ? null : Math.round(skew / 1000),
    disk_free_bytes: free,
    last_backup_day: backup.day,
    warnings: [
      ...(isClockOff(skew) ? (['clock'] as const) : []),
      ...(free !== null && free < LITTLE_ROOM ? (['disk'] as const) : []),
      ...(backup.isLate ? (['backup'] as const) : []),
    ],
  }
}
