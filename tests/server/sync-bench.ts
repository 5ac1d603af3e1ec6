import { type Kysely, sql } from 'kysely'
import { addDays, eachDay, utcDay } from '@/lib/domain/day'
import { COLLECTION_NAMES, type DocumentCollection, isSampleCollection } from '@/lib/oura/collections'
import { replaceConnection } from '@/lib/server/db/connections'
import { upsertCoverage } from '@/lib/server/db/coverage'
import { findDocument, listDocuments } from '@/lib/server/db/documents'
import { clientOf } from '@/lib/server/db/kysely'
import { readSampleRows } from '@/lib/server/db/samples'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser, findUser } from '@/lib/server/db/users'
import { createLog } from '@/lib/server/log'
import type { OuraSource } from '@/lib/server/oura-source'
import { type SyncEnd, type SyncTools, syncUser } from '@/lib/server/sync'

export const NOW = Date.UTC(2026, 10, 23, 9, 30)
export const HOUR = 3_600_000
export const DOCUMENT_COLLECTIONS = COLLECTION_NAMES.filter((name): name is DocumentCollection => !isSampleCollection(name))

const PAST = 'past'
/** A year of days of which Oura had nothing, written once to be copied. */
async function writePast(db: Kysely<Database>): Promise<void> {
  if (await findUser(db, PAST)) return
  await ensureUser(db, { id: PAST, oura_user_id: PAST, role: 'member' }, NOW)
  const days = eachDay('2025-10-01', addDays(utcDay(NOW), -14))
  const collections = COLLECTION_NAMES.filter((name) => name !== 'ring_configuration')
  const rows = days.flatMap((day) => collections.map((collection) => ({ collection, day, state: 'none' as const, checked_at: NOW })))
  await upsertCoverage(db, PAST, rows)
}

/** For tests whose database nobody pulls the plug of: commits that need not reach the disk. */
export function withoutDisk(db: Kysely<Database>): void {
  const { kind, client } = clientOf(db)
  if (kind === 'sqlite') client.pragma('synchronous = OFF')
}

let people = 0
/** A person with a connection to `source`, a clock that only the test moves, and what was logged. */
export async function person(db: Kysely<Database>, source: OuraSource, now = NOW) {
  const userId = `person-${people++}`
  await ensureUser(db, { id: userId, oura_user_id: userId, role: 'member' }, now)
  await replaceConnection(db, userId, { kind: 'token' }, now)
  const clock = { now }
  const lines: Record<string, unknown>[] = []
  const log = createLog('info', { write: (line: string) => lines.push(JSON.parse(line)) })
  const tools: SyncTools = { db, sourceOf: () => source, now: () => clock.now, random: () => 0.5, log }
  /** The history counts as read: what is tested is the last weeks alone. */
  const prepare = async () => {
    await writePast(db)
    await sql`insert into coverage select ${userId}, collection, day, state, checked_at from coverage where user_id = ${PAST}`.execute(db)
  }
  return { userId, clock, lines, tools, prepare, sync: (): Promise<SyncEnd> => syncUser(tools, userId).end }
}

/** Everything the archive shows of a person, bodies by collection and id. */
export async function archived(db: Kysely<Database>, userId: string): Promise<Record<string, Record<string, string>>> {
  const all: Record<string, Record<string, string>> = {}
  for (const collection of DOCUMENT_COLLECTIONS) {
    const bodies: Record<string, string> = {}
    for (const { id } of await listDocuments(db, userId, collection, null))
      bodies[id] = (await findDocument(db, userId, collection, id))?.body ?? ''
    if (Object.keys(bodies).length > 0) all[collection] = bodies
  }
  return all
}

export async function archivedRows(
  db: Kysely<Database>,
  userId: string,
  series: 'heartrate' | 'ring_battery_level',
  from = 0,
  to = Date.UTC(2099, 0, 1),
) {
  const days = await readSampleRows(db, userId, series, from, to)
  return days.flatMap((day) => day.split(',\n'))
}
