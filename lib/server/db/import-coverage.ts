import 'server-only'
import type { Transaction } from 'kysely'
import type { Day } from '@/lib/domain/day'
import { type Collection, type DocumentCollection, isSampleCollection } from '@/lib/oura/collections'
import { type CoverageRow, readCoverage, upsertCoverage } from './coverage'
import { isLater } from './later'
import type { Database, StoredState } from './schema'

/** What was known elsewhere of a day. */
export type KeptDay = { day: Day; state: StoredState; checked_at: number | null }

const CONFIRMED: readonly StoredState[] = ['have', 'none', 'not_worn']
const isConfirmed = ({ state }: { state: StoredState }) => CONFIRMED.includes(state)

/** The days of a range of which something is here. */
async function daysHeld(transaction: Transaction<Database>, userId: string, collection: Collection, from: Day, to: Day): Promise<Set<Day>> {
  const held = isSampleCollection(collection)
    ? await transaction
        .selectFrom('sample_day')
        .select('utc_day as day')
        .where('user_id', '=', userId)
        .where('series', '=', collection)
        .where('utc_day', '>=', from)
        .where('utc_day', '<=', to)
        .execute()
    : await transaction
        .selectFrom('document')
        .select('day')
        .where('user_id', '=', userId)
        .where('collection', '=', collection)
        .where('deleted_at', 'is', null)
        .where('day', '>=', from)
        .where('day', '<=', to)
        .execute()
  return new Set(held.flatMap(({ day }) => day ?? []))
}

/** The better word of two: an answer of Oura's before none, then the later one. */
function better(coming: KeptDay, here: KeptDay): KeptDay {
  if (isConfirmed(coming) !== isConfirmed(here)) return isConfirmed(coming) ? coming : here
  if (coming.state === here.state) return (coming.checked_at ?? 0) > (here.checked_at ?? 0) ? coming : here
  return isLater(coming, here, coming.checked_at ?? 0, here.checked_at ?? 0) ? coming : here
}

/** Says of days that their last document has left that there is none: nobody asks for them again before long. */
export async function noteLeft(
  transaction: Transaction<Database>,
  userId: string,
  collection: DocumentCollection,
  days: readonly Day[],
): Promise<void> {
  for (const day of days) {
    const [known] = await readCoverage(transaction, userId, day, day, [collection])
    if (known?.state !== 'have' || (await daysHeld(transaction, userId, collection, day, day)).has(day)) continue
    await upsertCoverage(transaction, userId, [{ ...known, state: 'none' }])
  }
}

/**
 * Merges what was known elsewhere of days of a collection, in order, with what is known here: no day turns worse, and what is here or not
 * here after all decides between having it and not. `aside`: days of which something was set aside. Answers with the days that read
 * otherwise now.
 */
export async function mergeCoverage(
  transaction: Transaction<Database>,
  userId: string,
  collection: Collection,
  days: readonly KeptDay[],
  aside: ReadonlySet<Day> = new Set(),
): Promise<Day[]> {
  const [from, to] = [days[0]?.day, days.at(-1)?.day]
  if (from === undefined || to === undefined) return []
  const here = new Map((await readCoverage(transaction, userId, from, to, [collection])).map((row) => [row.day, row]))
  const held = await daysHeld(transaction, userId, collection, from, to)
  // A ring is filed under no day: of its collection a day says when it was asked for.
  const settle = (one: KeptDay): KeptDay => {
    if (collection === 'ring_configuration' || !isConfirmed(one)) return one
    if (held.has(one.day)) return { ...one, state: 'have' }
    return one.state === 'have' ? { ...one, state: aside.has(one.day) ? 'unreadable' : 'none' } : one
  }
  const changed: CoverageRow[] = []
  for (const coming of days) {
    const old = here.get(coming.day)
    // A day of which nothing is said, but that something is of, stays to be asked for.
    const word = coming.state === 'not_asked' ? old : old ? better(coming, old) : coming
    if (!word) continue
    const { day, state, checked_at } = settle(word)
    if (old?.state !== state || old.checked_at !== checked_at) changed.push({ collection, day, state, checked_at })
  }
  await upsertCoverage(transaction, userId, changed)
  return changed.filter(({ day, state }) => here.get(day)?.state !== state).map(({ day }) => day)
}
