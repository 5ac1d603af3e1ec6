import 'server-only'
import type { Kysely } from 'kysely'
import type { CoverageReason, CoverageState } from '@/lib/api'
import { addDays, type Day } from '@/lib/domain/day'
import { type WearEvidence, wasNotWorn } from '@/lib/domain/wear'
import type { Collection } from '@/lib/oura/collections'
import { type CoverageRow, readCoverage } from './db/coverage'
import { readMetrics } from './db/metrics'
import type { Database } from './db/schema'

/** What only a ring on a finger measures: its absence may be a ring that was off. Tags, workouts and guidance say nothing of that. */
const MEASURED: readonly Collection[] = [
  'daily_activity',
  'daily_sleep',
  'sleep',
  'daily_readiness',
  'daily_stress',
  'daily_resilience',
  'daily_spo2',
  'daily_cardiovascular_age',
  'heartrate',
]
/** How far beside the range the neighbours of its days may lie. */
const MARGIN_DAYS = 14

const ACTIVITY = ['rest_time', 'inactive_time', 'low_time', 'medium_time', 'high_time', 'non_wear_time'] as const

async function wearOf(db: Kysely<Database>, userId: string, from: Day, to: Day, rows: readonly CoverageRow[]) {
  const evidence = new Map<Day, WearEvidence>()
  for (const { collection, day, state } of rows)
    if (state === 'have' && MEASURED.includes(collection)) evidence.set(day, { measured: true, nonWear: null, seconds: null })
  for (const { day, ...spent } of await readMetrics(db, userId, ACTIVITY, from, to)) {
    if (spent.non_wear_time == null) continue
    const seconds = ACTIVITY.reduce((all, name) => all + (spent[name] ?? 0), 0)
    evidence.set(day, { measured: true, nonWear: spent.non_wear_time, seconds })
  }
  return (day: Day) => evidence.get(day)
}

/** What is told of a day of a collection. */
export type CoverageTold = Omit<CoverageRow, 'state'> & { readonly state: CoverageState; readonly reason?: CoverageReason }

const told = ({ state, ...row }: CoverageRow): CoverageTold =>
  state === 'unreadable' ? { ...row, state: 'failed', reason: state } : { ...row, state }

/**
 * What is known of the days `from` … `to` of some collections; days that were never asked for have no row. `not_worn` is told at reading,
 * from the days around: what comes later may still change it.
 */
export async function coverageRows(
  db: Kysely<Database>,
  userId: string,
  from: Day,
  to: Day,
  collections: readonly Collection[],
): Promise<CoverageTold[]> {
  const [begin, end] = [addDays(from, -MARGIN_DAYS), addDays(to, MARGIN_DAYS)]
  const rows = await readCoverage(db, userId, begin, end)
  const wear = await wearOf(db, userId, begin, end, rows)
  const notWorn = new Map<Day, boolean>()
  const isNotWorn = (day: Day) => {
    const known = notWorn.get(day) ?? wasNotWorn(day, wear)
    notWorn.set(day, known)
    return known
  }
  return rows
    .filter(({ collection, day }) => day >= from && day <= to && collections.includes(collection))
    .map((row) =>
      told(row.state === 'none' && MEASURED.includes(row.collection) && isNotWorn(row.day) ? { ...row, state: 'not_worn' } : row),
    )
}
