import 'server-only'
import { statfs } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import pLimit, { type LimitFunction } from 'p-limit'
import type { Day } from '@/lib/domain/day'
import { appendAudit } from './db/audit'
import { deleteImportParts, findImport, type ImportRun, listOpenImports, takeImport, updateImport } from './db/import-runs'
import { clientOf } from './db/kysely'
import type { Database } from './db/schema'
import { StorageError } from './db/storage-error'
import { findUser } from './db/users'
import { writing } from './db/writing'
import { checkFile } from './import-check'
import { ImportGone } from './import-course'
import { type ImportDetail, importDetail, NOTHING_DONE } from './import-detail'
import { ImportError } from './import-problem'
import { writeFile } from './import-write'
import { isDead, self } from './lease-owner'
import { log } from './log'
import { deriveMetrics, rebuildMetrics } from './sync-metrics'
import { progressOf } from './sync-progress'

const MINUTE_MS = 60_000
const LEASE_MS = MINUTE_MS
const RENEW_MS = 15_000
/** Days derived in one transaction, in which nobody else is served: some 50 ms. */
const DAYS_AT_ONCE = 7
/** Beside what a file holds: its indexes, its pages' unused ends, the log. */
const ROOM = { times: 2, more: 64e6 }

// Routes and instrumentation have their own copies of a module; one file at a time is the process's.
const shared = globalThis as typeof globalThis & { ringsideImports?: { turn: LimitFunction; running: Map<string, Promise<void>> } }
const runs = () => {
  shared.ringsideImports ??= { turn: pLimit(1), running: new Map() }
  return shared.ringsideImports
}

/** Throws where the disk would be full before the file is written: half of it could not be taken back. */
async function needRoom(db: Kysely<Database>, bytes: number): Promise<void> {
  const { kind, client } = clientOf(db)
  if (kind === 'postgres') return
  const { bavail, bsize } = await statfs(client.name)
  if (bavail * bsize < bytes * ROOM.times + ROOM.more) throw new ImportError('no_room')
}

/** Whether the file says that it is this person's; null where it does not say. Throws where it is somebody else's. */
function isTheirs(account: string | null, accounts: ReadonlySet<string>): boolean {
  const others = [...accounts].filter((other) => other !== account)
  if (others.length > 1 || (account !== null && others.length > 0)) throw new ImportError('other_account')
  return account !== null && accounts.size > 0
}

const detailOf = (detail: ImportDetail) => JSON.stringify(detail)

async function check(db: Kysely<Database>, { user_id: userId, id }: ImportRun, now: number): Promise<void> {
  const { lines, bytes, accounts, tellsCoverage } = await checkFile(db, userId, id)
  const isProven = isTheirs((await findUser(db, userId))?.oura_user_id ?? null, accounts)
  await needRoom(db, bytes)
  const detail = detailOf({ lines, tellsCoverage, outcome: NOTHING_DONE })
  await updateImport(db, userId, id, ['checking'], { state: isProven ? 'writing' : 'unproven', place: 0, detail, touched_at: now })
}

async function derive(db: Kysely<Database>, userId: string, days: readonly Day[]): Promise<void> {
  for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
    await writing(db, userId, (transaction) => deriveMetrics(transaction, userId, days.slice(from, from + DAYS_AT_ONCE)))
    await new Promise((next) => setImmediate(next))
  }
}

/** Writes a checked file. Answers with the days to derive anew; null where they are not all known, because it went on after a crash. */
async function write(db: Kysely<Database>, run: ImportRun, now: number): Promise<Day[] | null> {
  const { lines = 0, tellsCoverage = false, outcome = NOTHING_DONE } = importDetail(run)
  const task = { userId: run.user_id, id: run.id, lines, tellsCoverage, place: run.place, outcome: structuredClone(outcome) }
  const days = await writeFile(db, task, now)
  await updateImport(db, run.user_id, run.id, ['writing'], { state: 'deriving', touched_at: now })
  return run.place === 0 ? days : null
}

async function finish(db: Kysely<Database>, run: ImportRun, now: number): Promise<void> {
  const { documents, ...rest } = importDetail(run).outcome ?? NOTHING_DONE
  await deleteImportParts(db, run.user_id, run.id)
  await writing(db, run.user_id, async (transaction) => {
    if (!(await updateImport(transaction, run.user_id, run.id, ['deriving'], { state: 'done', touched_at: now }))) return
    await appendAudit(transaction, run.user_id, 'import', { ...documents, ...rest, settings: Number(rest.settings) }, now)
  })
  // The history may reach further back now.
  progressOf(run.user_id).settled = null
  log().info('import.done', { user: run.user_id, count: documents.added + documents.newer })
}

async function refuse(db: Kysely<Database>, run: ImportRun, error: ImportError, now: number): Promise<void> {
  const detail = detailOf({ problem: error.problem, line: error.line })
  if (!(await updateImport(db, run.user_id, run.id, ['checking'], { state: 'refused', detail, touched_at: now }))) return
  log().info('import.refused', { user: run.user_id, reason: error.problem })
  await deleteImportParts(db, run.user_id, run.id)
}

/** Brings an import from state to state, as far as it goes by itself. */
async function goOn(db: Kysely<Database>, userId: string, clock: () => number): Promise<void> {
  let days: Day[] | null = null
  for (;;) {
    const run = await findImport(db, userId)
    if (run?.state === 'checking')
      try {
        await check(db, run, clock())
      } catch (error) {
        if (error instanceof StorageError) throw error
        if (!(error instanceof ImportError)) log().error('import.failed', { user: userId, error })
        await refuse(db, run, error instanceof ImportError ? error : new ImportError('internal'), clock())
      }
    else if (run?.state === 'writing') days = await write(db, run, clock())
    else if (run?.state === 'deriving') {
      if (days) await derive(db, userId, days)
      else await rebuildMetrics(db, userId)
      await finish(db, run, clock())
    } else return
  }
}

async function underLease(db: Kysely<Database>, userId: string, clock: () => number): Promise<void> {
  const run = await findImport(db, userId)
  if (!run) return
  const dead = run.owner !== null && isDead(run.owner) ? run.owner : null
  const take = (ms = LEASE_MS) => takeImport(db, userId, run.id, { owner: self(), dead, now: clock(), until: clock() + ms })
  if (!(await take())) return
  const renewal = setInterval(() => void take().catch(() => undefined), RENEW_MS)
  renewal.unref()
  try {
    await goOn(db, userId, clock)
    log().change(`import ${userId}`, 'well', 'debug', 'import.resumed', { user: userId })
  } catch (error) {
    // Nobody is to be told of a person who is gone.
    if (!(error instanceof ImportGone)) log().change(`import ${userId}`, 'failed', 'error', 'import.failed', { user: userId, error })
  } finally {
    clearInterval(renewal)
    // What comes next, the word for instance, may come to another process.
    await take(0).catch(() => undefined)
  }
}

/** Works on a person's import, if there is one to work on and nobody else does. Never rejects; files of several people take turns. */
export function runImport(db: Kysely<Database>, userId: string, clock: () => number): Promise<void> {
  const { turn, running } = runs()
  const known = running.get(userId)
  if (known) return known.then(() => (running.has(userId) ? undefined : underLeaseAgain(db, userId, clock)))
  const work = turn(() => underLease(db, userId, clock))
    .catch(() => undefined)
    .finally(() => running.delete(userId))
  running.set(userId, work)
  return work
}

// What came while the work before it was ending.
async function underLeaseAgain(db: Kysely<Database>, userId: string, clock: () => number): Promise<void> {
  const run = await findImport(db, userId)
  if (run && ['checking', 'writing', 'deriving'].includes(run.state)) await runImport(db, userId, clock)
}

/** Goes on with imports that a process before this one, or another one that is gone, did not finish. */
export async function resumeImports(db: Kysely<Database>, clock: () => number): Promise<void> {
  const open = await listOpenImports(db)
  await Promise.all(open.map(({ user_id }) => runImport(db, user_id, clock)))
}

/** Does so now and every minute, for as long as the process lives: a disk that was full has room again. */
export function keepImports(db: Kysely<Database>, clock: () => number): void {
  const look = () => {
    resumeImports(db, clock).catch((error: unknown) => log().change('imports', 'failed', 'error', 'import.failed', { error }))
  }
  look()
  setInterval(look, MINUTE_MS).unref()
}
