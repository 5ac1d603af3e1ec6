import 'server-only'
import type { TrendMarksBody } from '@/lib/api'
import { clockMoves } from '@/lib/domain/clock-moves'
import { addDays, type Day, FIRST_DAY } from '@/lib/domain/day'
import { instantOf, localDay, offsetOf } from '@/lib/domain/local-clock'
import { marksOn, type TrendMark } from '@/lib/domain/trend-marks'
import { COLLECTIONS } from '@/lib/oura/collections'
import { readDocumentHeads } from './db/document-heads'
import { readDocumentBodies } from './db/documents'
import { database } from './db/kysely'

const textOf = (head: string, name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"]+)"`).exec(head)?.[1] ?? ''

async function restModes(userId: string, to: Day): Promise<TrendMark[]> {
  // A period can be long: any that began before the range may reach into it.
  const bodies = await readDocumentBodies(await database(), userId, 'rest_mode_period', { from: FIRST_DAY, to })
  return bodies.flatMap((body) => {
    const { data } = COLLECTIONS.rest_mode_period.schema.safeParse(JSON.parse(body))
    return data ? [{ kind: 'rest_mode', from: data.start_day, to: data.end_day ?? to } as const] : []
  })
}

async function journeys(userId: string, from: Day, to: Day): Promise<TrendMark[]> {
  // A night before the range tells what the clock was.
  const heads = await readDocumentHeads(await database(), userId, 'sleep', { from: addDays(from, -7), to })
  return clockMoves(
    heads.flatMap(({ day, head }) => {
      const end = textOf(head, 'bedtime_end')
      const [at, offset] = [instantOf(end), offsetOf(end)]
      return offset === null || Number.isNaN(at) ? [] : [{ day, at, offset }]
    }),
  )
}

async function rings(userId: string): Promise<TrendMark[]> {
  const bodies = await readDocumentBodies(await database(), userId, 'ring_configuration', null)
  const days = bodies.flatMap((body) => {
    const { data } = COLLECTIONS.ring_configuration.schema.safeParse(JSON.parse(body))
    const at = data?.set_up_at ? Date.parse(data.set_up_at) : Number.NaN
    // Oura writes 1970 where it does not know.
    return at > 0 ? [localDay(at, offsetOf(data?.set_up_at ?? '') ?? 0)] : []
  })
  // The first ring is where the archive begins, not a change.
  return [...new Set(days)].sort().flatMap((day, index) => (index === 0 ? [] : [{ kind: 'ring', from: day, to: day } as const]))
}

/** What explains the days `from` … `to`, both included, in order of days. */
export async function readTrendMarks(userId: string, from: Day, to: Day): Promise<TrendMarksBody> {
  const found = await Promise.all([restModes(userId, to), journeys(userId, from, to), rings(userId)])
  return { data: marksOn(found.flat(), from, to).sort((a, b) => (a.from < b.from ? -1 : 1)) }
}
