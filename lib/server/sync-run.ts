import 'server-only'
import { addDays, utcDay } from '@/lib/domain/day'
import { upsertCoverage } from './db/coverage'
import { listDocuments, replaceDocuments, upsertDocuments } from './db/documents'
import { isResting, OuraError } from './oura-source'
import { readAnnounced } from './sync-announced'
import { inTurn, missing } from './sync-fetch'
import { readHistory } from './sync-history'
import { isConfirmed, RANGED, recent } from './sync-plan'
import { progressOf } from './sync-progress'
import { coverageOf, ENDING, leaveOut, offNow, readNewest, readRange, type SyncRun, takeUp } from './sync-window'

/** Reads the rings there are or were. Answers whether there is any; one that the listing leaves out is asked for before it is taken for gone. */
async function rings(run: SyncRun): Promise<boolean> {
  const { db, userId, source, signal } = run
  const today = utcDay(run.now())
  const { items, quarantined } = await inTurn(() => source.documents('ring_configuration', today, today, signal))
  const sent = new Set(items.map(({ id }) => id))
  const absent = (await listDocuments(db, userId, 'ring_configuration', null)).filter(({ id }) => !sent.has(id))
  // A ring that no longer fits its schema is still there.
  const asked = quarantined.length === 0 ? absent : []
  const { found, gone } = await inTurn(() => missing(source, 'ring_configuration', asked, signal))
  const all = [...items, ...found]
  if (found.length + gone.length === absent.length) await replaceDocuments(db, userId, 'ring_configuration', null, all, run.now())
  else await upsertDocuments(db, userId, 'ring_configuration', all, run.now())
  return all.length > 0
}

/** What ends the whole run: nothing is said of what it kept from being asked. */
const ends = (error: unknown) => !(error instanceof OuraError) || ENDING.includes(error.kind) || isResting(error)

/** Who the wearer is and which rings they have had: once a day, whole. */
async function profile(run: SyncRun): Promise<void> {
  const now = run.now()
  const today = utcDay(now)
  const off = await offNow(run)
  const known = (await coverageOf(run, { from: addDays(today, -1), to: today }))('ring_configuration', today)
  if (off.has('ring_configuration') || (known && isConfirmed(known))) return
  const say = (state: 'have' | 'none' | 'no_scope' | 'failed') =>
    upsertCoverage(run.db, run.userId, [{ collection: 'ring_configuration', day: today, state, checked_at: run.now() }])
  try {
    const { body } = await inTurn(() => run.source.personalInfo(run.signal))
    await upsertDocuments(run.db, run.userId, 'personal_info', [{ id: 'personal_info', day: null, body }], now)
  } catch (error) {
    if (ends(error)) throw error
  }
  try {
    await say((await rings(run)) ? 'have' : 'none')
    await takeUp(run, 'ring_configuration')
  } catch (error) {
    if (!(error instanceof OuraError) || ends(error)) throw error
    await say(error.kind === 'scope' ? 'no_scope' : 'failed')
    await leaveOut(run, 'ring_configuration', error)
  }
}

/**
 * One sync of one person: today and the days before and what Oura announced, then the last 30 days, then the history month by month. Resolves when nothing is
 * left to fetch. Rejects with the OuraError that ended it, a StorageError, or the signal's reason; everything read so far is kept.
 */
export async function runSync(run: SyncRun): Promise<void> {
  const progress = progressOf(run.userId)
  Object.assign(progress, { done: 0, total: RANGED.length * 2, collection: null })
  await readNewest(run)
  await readAnnounced(run)
  await run.onNewest()
  await profile(run)
  await readRange(run, recent(run.now()))
  run.onRecent()
  await readHistory(run)
}
