import 'server-only'
import pLimit from 'p-limit'
import { type Announced, finishAnnounced, postponeAnnounced, readAnnounced as readWaiting } from './db/webhook-events'
import { writing } from './db/writing'
import { isResting, OuraError, type RawDocument } from './oura-source'
import { inTurn } from './sync-fetch'
import { deriveMetrics } from './sync-metrics'
import { readOff } from './sync-off'
import { ENDING, leaveOut, type SyncRun } from './sync-window'
import { writeSingly } from './sync-write'

const PER_USER = 4
const SECOND_MS = 1000
/** Waits between the tries of what Oura does not show as it announced it (it may be seconds behind itself), or does not send. */
const WAITS_MS = [30 * SECOND_MS, 60 * SECOND_MS, 300 * SECOND_MS, 900 * SECOND_MS, 3600 * SECOND_MS]

/** Whether it is to be tried again, later: that is written down. */
async function later(run: SyncRun, one: Announced): Promise<boolean> {
  const wait = WAITS_MS[one.attempts]
  if (wait === undefined) return false
  await postponeAnnounced(run.db, run.userId, one, { retryAt: run.now() + wait, counted: true })
  return true
}

/** The document as Oura has it now; null where it has none. */
async function asked(run: SyncRun, { collection, object_id }: Announced): Promise<RawDocument | null> {
  try {
    return await inTurn(() => run.source.document(collection, object_id, run.signal))
  } catch (error) {
    if (error instanceof OuraError && error.kind === 'missing') return null
    throw error
  }
}

/**
 * Asks for one document, and writes what Oura has now, which is what counts; what was announced only says where to look. Where the two
 * contradict each other it is asked for again a few times, and nothing is buried before the last of them.
 */
async function follow(run: SyncRun, one: Announced): Promise<void> {
  const { db, userId } = run
  const { collection, object_id, events } = one
  const document = await asked(run, one)
  const isAsTold = events.some(({ event }) => (event === 'delete') === (document === null))
  const isOpen = !isAsTold && (await later(run, one))
  if (isOpen && document === null) return
  const told = document ? { found: [document], gone: [] } : { found: [], gone: [object_id] }
  await writing(db, userId, async (transaction) => {
    await deriveMetrics(transaction, userId, await writeSingly(transaction, userId, collection, told, run.now()))
    if (!isOpen) await finishAnnounced(transaction, userId, one, run.now())
  })
}

/** What a failure means for one document: a collection that is not shared is left alone, anything else is tried again for a while. */
async function failed(run: SyncRun, one: Announced, error: OuraError): Promise<void> {
  const { db, userId } = run
  if (error.kind !== 'scope') {
    if (!(await later(run, one))) await finishAnnounced(db, userId, one, run.now())
    return
  }
  await leaveOut(run, one.collection, error)
  const off = (await readOff(db, userId)).find(({ collection }) => collection === one.collection)
  await postponeAnnounced(db, userId, one, { retryAt: off?.until ?? run.now(), counted: false })
}

/**
 * Reads what Oura announced, document by document. What belongs to a collection that is left alone waits until that is asked for again.
 * Rejects with the OuraError that ends the sync (a dead token, a 429, an outage); then what is left is read by the next one.
 */
export async function readAnnounced(run: SyncRun): Promise<void> {
  const all = await readWaiting(run.db, run.userId, run.now())
  if (all.length === 0) return
  const off = new Map((await readOff(run.db, run.userId)).map((one) => [one.collection as string, one.until]))
  const mine = pLimit(PER_USER)
  let ended: OuraError | null = null
  const one = async (announced: Announced) => {
    const until = off.get(announced.collection) ?? 0
    if (until > run.now()) return postponeAnnounced(run.db, run.userId, announced, { retryAt: until, counted: false })
    if (ended || run.signal.aborted) return
    try {
      await follow(run, announced)
    } catch (error) {
      if (!(error instanceof OuraError)) throw error
      if (ENDING.includes(error.kind) || isResting(error)) ended = error
      else await failed(run, announced, error)
    }
  }
  await Promise.all(all.map((announced) => mine(() => one(announced))))
  run.signal.throwIfAborted()
  if (ended) throw ended
}
