import 'server-only'
import type { RhythmBody } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import { offsetOf } from '@/lib/domain/local-clock'
import { packStates } from '@/lib/domain/rhythm-code'
import { database } from './db/kysely'
import { readRhythmDays } from './db/rhythm-days'

/** The first moment, and those that show another clock than the one before. */
const turns = (moments: readonly string[]) => moments.filter((moment, index) => offsetOf(moment) !== offsetOf(moments[index - 1] ?? ''))

/** Rest and activity of the days `from` … `to`, both included; days of which nothing is known are left out. */
export async function readRhythm(userId: string, from: Day, to: Day): Promise<RhythmBody> {
  const days = await readRhythmDays(await database(), userId, from, to)
  return { data: days.map((one) => ({ ...one, moments: turns(one.moments), states: packStates(one.states) })) }
}
