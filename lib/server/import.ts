import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { ImportBody, ImportOutcome, ImportWrite } from '@/lib/api'
import { ApiError } from './api-error'
import {
  deleteImport,
  deleteImportParts,
  findImport,
  type ImportRun,
  insertImport,
  listForgottenImports,
  putImportPart,
  updateImport,
} from './db/import-runs'
import type { Database } from './db/schema'
import { type ImportDetail, importDetail } from './import-detail'
import { importSentence } from './import-problem'
import { runImport } from './import-run'

const MINUTE_MS = 60_000
/** As it is sent, packed: ten times ten years. */
const LARGEST = 256 * 1024 * 1024
/** A file whose parts have stopped coming gives way to the next after so long; before, whoever sends another one is told. */
const SILENT_MS = 10 * MINUTE_MS

const ID = 'id: make one of 8 to 64 letters, digits, dashes and underscores, a UUID for instance.'
const id = z.string(ID).regex(/^[\w-]{8,64}$/, ID)
const DATA = 'data: send bytes of the file in base64.'

/** What `POST /api/import` takes: an ImportWrite. */
export const importSchema = z.union(
  [
    z.strictObject({
      id,
      at: z.number().int().min(0),
      data: z
        .string(DATA)
        .min(4, DATA)
        .regex(/^[A-Za-z\d+/]+={0,2}$/, DATA),
    }),
    z.strictObject({ id, size: z.number().int().min(1) }),
    z.strictObject({ id, confirm: z.literal('IMPORT') }),
  ],
  'Send a part of the file ("at" and "data"), its "size" once all of it has been sent, or "confirm": "IMPORT".',
) satisfies z.ZodType<ImportWrite>
/** What `DELETE /api/import` takes. */
export const oneImportSchema = z.object({ id })

const EMPTY: ImportBody = { id: null, state: 'none', received: 0, progress: null, outcome: null, problem: null }

/** How far the writing is, 0 … 1. What is known of days comes last and is counted by its collections and months: a little more. */
function progressOf({ state, place }: ImportRun, { lines }: ImportDetail): number | null {
  return state === 'writing' && lines ? Math.min(1, place / (lines * 2)) : null
}

function asBody(run: ImportRun | null): ImportBody {
  if (!run) return EMPTY
  const detail = importDetail(run)
  const outcome: ImportOutcome | null = run.state === 'done' ? (detail.outcome ?? null) : null
  const problem = detail.problem
    ? { code: detail.problem, line: detail.line ?? null, detail: importSentence(detail.problem, detail.line ?? null) }
    : null
  return { id: run.id, state: run.state, received: run.received, progress: progressOf(run, detail), outcome, problem }
}

/** The file that `userId` is bringing in, or brought in last. */
export async function readImport(db: Kysely<Database>, userId: string): Promise<ImportBody> {
  return asBody(await findImport(db, userId))
}

const isOver = ({ state }: ImportRun) => state === 'done' || state === 'refused'

/** Makes room for another file: what is over, or has long been silent, goes. Rejects with `too_many_requests` while one is under way. */
async function begin(db: Kysely<Database>, userId: string, fileId: string, now: number): Promise<void> {
  const run = await findImport(db, userId)
  const isSilent = run && (run.state === 'receiving' || run.state === 'unproven') && now - run.touched_at > SILENT_MS
  if (run && !isOver(run) && !isSilent)
    throw new ApiError('too_many_requests', 'Another file of yours is being brought in; wait until it is, or cancel it.', MINUTE_MS / 1000)
  if (run) await forget(db, userId, run.id)
  if (!(await insertImport(db, userId, fileId, now))) return begin(db, userId, fileId, now)
}

async function takePart(db: Kysely<Database>, userId: string, part: { id: string; at: number; data: string }, now: number): Promise<void> {
  const bytes = Buffer.from(part.data, 'base64')
  if (part.at + bytes.length > LARGEST) throw new ApiError('too_large', 'This file is larger than this server takes (256 MB, packed).')
  let run = await findImport(db, userId)
  if (part.at === 0 && run?.id !== part.id) {
    await begin(db, userId, part.id, now)
    run = await findImport(db, userId)
  }
  if (run?.id !== part.id || run.state !== 'receiving')
    throw new ApiError('invalid', 'This file is not being taken any more; begin it anew, under another id.')
  // Sent again because its answer was lost.
  if (part.at + bytes.length <= run.received) return
  if (!(await putImportPart(db, userId, part.id, { at: part.at, bytes }, now)))
    throw new ApiError('invalid', `at: the next part of this file begins at ${run.received}.`)
}

async function endFile(db: Kysely<Database>, userId: string, file: { id: string; size: number }, now: number): Promise<void> {
  const run = await findImport(db, userId)
  if (run?.id !== file.id) throw new ApiError('not_found', 'This file is not being brought in.')
  // Said again because its answer was lost.
  if (run.state !== 'receiving') return
  if (run.received !== file.size) throw new ApiError('invalid', `size: ${run.received} bytes of this file have arrived.`)
  await updateImport(db, userId, file.id, ['receiving'], { state: 'checking', touched_at: now })
}

async function confirmFile(db: Kysely<Database>, userId: string, fileId: string, now: number): Promise<void> {
  const run = await findImport(db, userId)
  if (run?.id !== fileId) throw new ApiError('not_found', 'This file is not being brought in.')
  await updateImport(db, userId, fileId, ['unproven'], { state: 'writing', touched_at: now })
}

/** Takes what a page sends of a file: a part, that this was all, or the word. The rest is done here by itself, and `readImport` tells of it. */
export async function takeImport(
  db: Kysely<Database>,
  userId: string,
  sent: z.infer<typeof importSchema>,
  now: number,
): Promise<ImportBody> {
  if ('data' in sent) await takePart(db, userId, sent, now)
  else if ('size' in sent) await endFile(db, userId, sent, now)
  else await confirmFile(db, userId, sent.id, now)
  if (!('data' in sent)) void runImport(db, userId, Date.now)
  return readImport(db, userId)
}

async function forget(db: Kysely<Database>, userId: string, fileId: string): Promise<void> {
  await deleteImportParts(db, userId, fileId)
  await deleteImport(db, userId, fileId)
}

/**
 * Gives a file up before anything of it is in the archive, or forgets what became of it. Rejects with `invalid` once it is being written:
 * that is done to its end.
 */
export async function cancelImport(db: Kysely<Database>, userId: string, fileId: string, now: number): Promise<void> {
  const run = await findImport(db, userId)
  if (run?.id !== fileId) throw new ApiError('not_found', 'This file is not being brought in.')
  const isCancelled = await updateImport(db, userId, fileId, ['receiving', 'checking', 'unproven', 'done', 'refused'], {
    state: 'refused',
    touched_at: now,
  })
  if (!isCancelled) throw new ApiError('invalid', 'This file is being written into the archive already; that is done to its end.')
  await forget(db, userId, fileId)
}

const FORGOTTEN_MS = 24 * 60 * MINUTE_MS

/** Forgets files that nobody went on with, and what became of others, after a day. */
export async function forgetImports(db: Kysely<Database>, now: number): Promise<void> {
  for (const run of await listForgottenImports(db, now - FORGOTTEN_MS)) await forget(db, run.user_id, run.id)
}
