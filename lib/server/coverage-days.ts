import 'server-only'
import type { Kysely } from 'kysely'
import type { CoverageDaysBody } from '@/lib/api'
import { type DayCount, dayHeld } from '@/lib/domain/coverage-days'
import { type Day, eachDay, utcDay } from '@/lib/domain/day'
import { COLLECTION_NAMES, COLLECTIONS } from '@/lib/oura/collections'
import { countCoverageByDay } from './db/coverage-days'
import type { Database } from './db/schema'

const DAILY = COLLECTION_NAMES.filter((name) => COLLECTIONS[name].asked !== 'neither')

/** A letter for every day from the oldest with a document to today (`now`, epoch ms, in UTC); `from` is null while there is none. */
export async function readCoverageDays(db: Kysely<Database>, userId: string, now: number): Promise<CoverageDaysBody> {
  const days = new Map<Day, DayCount>()
  for (const { day, state, collections } of await countCoverageByDay(db, userId, DAILY)) {
    const count = days.get(day) ?? { have: 0, without: 0, open: DAILY.length }
    if (state === 'have') count.have += Number(collections)
    if (state === 'none' || state === 'not_worn' || state === 'no_scope') count.without += Number(collections)
    count.open = DAILY.length - count.have - count.without
    days.set(day, count)
  }
  const from = [...days].find(([, { have }]) => have > 0)?.[0] ?? null
  if (from === null) return { from, days: '' }
  const letters = eachDay(from, utcDay(now)).map((day) => dayHeld(days.get(day) ?? { have: 0, without: 0, open: DAILY.length }))
  return { from, days: letters.join('') }
}
