import 'server-only'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from './schema'
import { writing } from './writing'

export type ImportRun = Database['import_run']

/** Parts deleted in one statement: others are served in between. */
const PARTS = 40

/** The file that a person is bringing in, or brought in last; null where there is none. */
export async function findImport(db: Kysely<Database>, userId: string): Promise<ImportRun | null> {
  return (await db.selectFrom('import_run').selectAll().where('user_id', '=', userId).executeTakeFirst()) ?? null
}

/** Begins one, unless there is one already. Answers whether it is this one now. */
export async function insertImport(db: Kysely<Database>, userId: string, id: string, now: number): Promise<boolean> {
  const row = {
    id,
    state: 'receiving',
    received: 0,
    place: 0,
    detail: null,
    begun_at: now,
    touched_at: now,
    owner: null,
    until: null,
  } as const
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('import_run')
    .values({ ...row, user_id: userId })
    .onConflict((conflict) => conflict.column('user_id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Keeps the part that begins where the file has come to. Answers whether it did begin there. */
export function putImportPart(
  db: Kysely<Database>,
  userId: string,
  id: string,
  part: { at: number; bytes: Buffer },
  now: number,
): Promise<boolean> {
  return writing(db, userId, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('import_run')
      .set({ received: part.at + part.bytes.length, touched_at: now })
      .where('user_id', '=', userId)
      .where('id', '=', id)
      .where('state', '=', 'receiving')
      .where('received', '=', part.at)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) return false
    await transaction
      .insertInto('import_part')
      .values({ user_id: userId, id, at: part.at, body: part.bytes.toString('base64') })
      .execute()
    return true
  })
}

/** The next parts from a byte on, in order. */
export async function readImportParts(
  db: Kysely<Database>,
  userId: string,
  id: string,
  from: number,
  count: number,
): Promise<{ at: number; bytes: Buffer }[]> {
  const rows = await db
    .selectFrom('import_part')
    .select(['at', 'body'])
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('at', '>=', from)
    .orderBy('at')
    .limit(count)
    .execute()
  return rows.map(({ at, body }) => ({ at, bytes: Buffer.from(body, 'base64') }))
}

/** Changes what is known of an import that is in one of these states. Answers whether there was one to change. */
export async function updateImport(
  db: Kysely<Database> | Transaction<Database>,
  userId: string,
  id: string,
  states: readonly ImportRun['state'][],
  values: Partial<Omit<ImportRun, 'user_id' | 'id'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('import_run')
    .set(values)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('state', 'in', [...states])
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Takes an import over for this process, if nobody works on it, or who did is dead or silent. Answers whether it is ours now. */
export async function takeImport(
  db: Kysely<Database>,
  userId: string,
  id: string,
  lease: { owner: string; dead: string | null; now: number; until: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('import_run')
    .set({ owner: lease.owner, until: lease.until })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where(({ or, eb }) =>
      or([eb('owner', 'is', null), eb('owner', '=', lease.owner), eb('owner', '=', lease.dead ?? ''), eb('until', '<=', lease.now)]),
    )
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Everybody's imports that are still to be worked on. */
export function listOpenImports(db: Kysely<Database>): Promise<ImportRun[]> {
  return db.selectFrom('import_run').selectAll().where('state', 'in', ['checking', 'writing', 'deriving']).execute()
}

/** Everybody's imports that nobody has touched since a moment. */
export function listForgottenImports(db: Kysely<Database>, before: number): Promise<Pick<ImportRun, 'user_id' | 'id'>[]> {
  return db
    .selectFrom('import_run')
    .select(['user_id', 'id'])
    .where('state', 'in', ['receiving', 'unproven', 'done', 'refused'])
    .where('touched_at', '<', before)
    .execute()
}

/** Forgets the bytes of a file, a few at a time. */
export async function deleteImportParts(db: Kysely<Database>, userId: string, id: string): Promise<void> {
  for (;;) {
    const some = await readImportPlaces(db, userId, id)
    if (some.length === 0) return
    await db.deleteFrom('import_part').where('user_id', '=', userId).where('id', '=', id).where('at', 'in', some).execute()
    await new Promise((next) => setImmediate(next))
  }
}

async function readImportPlaces(db: Kysely<Database>, userId: string, id: string): Promise<number[]> {
  const rows = await db
    .selectFrom('import_part')
    .select('at')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .orderBy('at')
    .limit(PARTS)
    .execute()
  return rows.map(({ at }) => at)
}

/** Forgets an import; its parts have to be gone. */
export async function deleteImport(db: Kysely<Database>, userId: string, id: string): Promise<void> {
  await db.deleteFrom('import_run').where('user_id', '=', userId).where('id', '=', id).execute()
}
