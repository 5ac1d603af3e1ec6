import 'server-only'
import { addDays, type Day, eachDay, utcMidnight } from '@/lib/domain/day'
import type { DocumentCollection, SampleCollection } from '@/lib/oura/collections'
import { COLLECTIONS } from '@/lib/oura/collections'
import { type DemoRing, demoRing } from '@/lib/oura/demo-ring'
import { OuraError, type OuraSource, type RawDocument, type RawSample } from './oura-source'

/** Everything about the demo wearer follows from it. */
export const DEMO_SEED = 3
const MINUTE_MS = 60_000

/** Days are made one at a time, and as long as one took nothing is done after it: nobody waits for the demo ring. */
function breather(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    const worked = performance.now() - since
    await new Promise((resolve) => setTimeout(resolve, worked))
    since = performance.now()
  }
}

const dayOf = (collection: DocumentCollection, document: Record<string, unknown>): Day | null => {
  const field = COLLECTIONS[collection].day
  const day = field && document[field]
  return typeof day === 'string' ? day : null
}

/** The demo ring behind the same door as Oura, so that the ordinary sync keeps it in the ordinary archive. `now` moves on: today fills. */
export function demoSource(now: () => number): OuraSource {
  let made: { ring: DemoRing; at: number } | undefined
  const ring = (): DemoRing => {
    const at = Math.floor(now() / MINUTE_MS) * MINUTE_MS
    if (made?.at !== at) made = { ring: demoRing({ seed: DEMO_SEED, now: at }), at }
    return made.ring
  }
  return {
    async personalInfo() {
      const info = ring().personalInfo()
      return { id: String(info.id), body: JSON.stringify(info) }
    },

    async documents(collection, from, to, signal) {
      const one = ring()
      const pause = breather()
      const isWhole = COLLECTIONS[collection].asked === 'neither'
      const days = eachDay(from < one.firstDay ? one.firstDay : from, to)
      const items: RawDocument[] = []
      for (const day of isWhole ? days.slice(0, 1) : days) {
        signal?.throwIfAborted()
        for (const document of one.documents(collection, day, day))
          items.push({ id: String(document.id), day: dayOf(collection, document), body: JSON.stringify(document) })
        await pause()
      }
      return { items, quarantined: [] }
    },

    async document() {
      // The listing above is all there is: what it leaves out, the ring does not have.
      throw new OuraError('missing', 'The demo ring has no such document.', { status: 404 })
    },

    async samples(collection: SampleCollection, from, to, signal) {
      const one = ring()
      const items: RawSample[] = []
      const pause = breather()
      const last = Math.min(to, now())
      for (let start = Math.max(from, utcMidnight(addDays(one.firstDay, -1))); start < last; start += 24 * 60 * MINUTE_MS) {
        signal?.throwIfAborted()
        for (const row of one.samples(collection, start, Math.min(last, start + 24 * 60 * MINUTE_MS)))
          items.push({ at: row.timestamp_unix ?? Date.parse(row.timestamp), body: JSON.stringify(row) })
        await pause()
      }
      return { items, quarantined: [] }
    },
  }
}
