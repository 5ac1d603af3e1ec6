import { createHash, randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { ImportBody } from '@/lib/api'
import { eachDay } from '@/lib/domain/day'
import type { DocumentCollection } from '@/lib/oura/collections'
import { upsertCoverage } from '@/lib/server/db/coverage'
import { upsertDocuments } from '@/lib/server/db/documents'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser } from '@/lib/server/db/users'
import { exportEverything } from '@/lib/server/export'
import { readImport, takeImport } from '@/lib/server/import'
import { provideDatabase } from '../setup/databases'

export const DAY = '2026-03-01'

/** The whole export of a person from one of several databases. */
export function exported(db: Kysely<Database>, userId: string): Promise<string> {
  provideDatabase(db)
  return new Response(exportEverything(userId)).text()
}

/** Sends a file part by part, says that it was all, and waits for what becomes of it; `unproven` stays unless the word is given. */
export async function bring(
  db: Kysely<Database>,
  userId: string,
  file: string | Buffer,
  { part = 40_000, word = false, now = Date.now() } = {},
): Promise<ImportBody> {
  const bytes = Buffer.from(file)
  const id = randomUUID()
  for (let at = 0; at < bytes.length; at += part)
    await takeImport(db, userId, { id, at, data: bytes.subarray(at, at + part).toString('base64') }, now)
  await takeImport(db, userId, { id, size: bytes.length }, now)
  const end = await ended(db, userId)
  if (end.state !== 'unproven' || !word) return end
  await takeImport(db, userId, { id, confirm: 'IMPORT' }, now)
  return ended(db, userId)
}

/** What has become of a person's import once nothing more happens by itself. */
export async function ended(db: Kysely<Database>, userId: string): Promise<ImportBody> {
  for (;;) {
    const run = await readImport(db, userId)
    if (!['checking', 'writing', 'deriving'].includes(run.state)) return run
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A person of an Oura account; the same one may be on another server. */
export async function someone(db: Kysely<Database>, account: string): Promise<string> {
  const { id } = await ensureUser(db, { id: randomUUID(), oura_user_id: account, role: 'member' }, 0)
  return id
}

export const vo2 = (id: string, value: number, day = DAY) => ({
  id,
  day,
  body: `{"id":"${id}",  "day":"${day}", "timestamp":"${day}T08:00:00+09:00", "vo2_max":${value.toFixed(1)}}`,
})

/** Documents as a sync at `now` would have left them: with what is known of their days. */
export async function fetched(
  db: Kysely<Database>,
  userId: string,
  collection: DocumentCollection,
  documents: readonly { id: string; day: string; body: string }[],
  now: number,
  [from, to]: readonly [string, string] = [DAY, DAY],
): Promise<void> {
  await upsertDocuments(db, userId, collection, documents, now)
  const has = new Set(documents.map(({ day }) => day))
  await upsertCoverage(
    db,
    userId,
    eachDay(from, to).map((day) => ({ collection, day, state: has.has(day) ? 'have' : 'none', checked_at: now })),
  )
}

/** An export with a right end, of these lines behind its header. */
export function fileOf(lines: readonly (string | object)[], header: object = {}): string {
  const first = { kind: 'header', format: 'ringside-export', version: 1, account: 'oura-ann', counts: { coverage: 0 }, ...header }
  const text = [first, ...lines].map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')
  return `${text}${JSON.stringify({ kind: 'end', lines: lines.length + 1, sha256: createHash('sha256').update(text).digest('hex') })}\n`
}

const ARCHIVE = [
  'document',
  'document_revision',
  'sample_day',
  'quarantine',
  'coverage',
  'local_tag',
  'experiment',
  'experiment_check',
] as const

/** Every row of a person's archive, numbers included. */
export async function rowsOf(db: Kysely<Database>, userId: string): Promise<unknown> {
  const rows = []
  for (const name of [...ARCHIVE, 'daily_metric', 'rhythm_day'])
    rows.push((await sql`select * from ${sql.table(name)} where user_id = ${userId} order by 1, 2, 3`.execute(db)).rows)
  return rows
}
