import 'server-only'
import type { RhythmBody } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import { database } from './db/kysely'
import { readRhythmDays } from './db/rhythm-days'

/** Rest and activity of the days `from` … `to`, both included; days of which nothing is known are left out. */
export async function readRhythm(userId: string, from: Day, to: Day): Promise<RhythmBody> {
  return { data: await readRhythmDays(await database(), userId, from, to) }
}
