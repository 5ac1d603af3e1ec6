import 'server-only'
import type { CoverageBody } from '@/lib/api'
import { type Day, eachDay } from '@/lib/domain/day'
import { COLLECTION_NAMES, COLLECTIONS } from '@/lib/oura/collections'
import { coverageRows } from './coverage'
import { collectionsWithAny } from './db/coverage'
import { database } from './db/kysely'
import type { Reach } from './reach'

const DAILY = COLLECTION_NAMES.filter((name) => COLLECTIONS[name].asked !== 'neither')

/** What is known of every day `from` … `to`, both included, of every collection that has days: nothing is left out, the unknown is named. */
export async function readCoverage(userId: string, from: Day, to: Day, reach: Reach | null = null): Promise<CoverageBody> {
  const shown = DAILY.filter((name) => reach === null || reach.collections.has(name))
  const db = await database()
  const [rows, ever] = await Promise.all([coverageRows(db, userId, from, to, shown), collectionsWithAny(db, userId, shown)])
  const known = new Map(rows.map((row) => [`${row.day} ${row.collection}`, row]))
  const data = eachDay(from, to).flatMap((day) =>
    shown.map((collection) => {
      const row = known.get(`${day} ${collection}`)
      const checked = row?.checked_at ?? null
      const checked_at = checked === null ? null : new Date(checked).toISOString()
      return { day, collection, state: row?.state ?? 'not_asked', checked_at, ...(row?.reason && { reason: row.reason }) }
    }),
  )
  return { data, ever }
}
