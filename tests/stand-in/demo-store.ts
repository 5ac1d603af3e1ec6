import { addDays, type Day, eachDay, utcMidnight } from '@/lib/domain/day'
import type { DocumentCollection } from '@/lib/oura/collections'
import { type DemoRing, demoRing } from '@/lib/oura/demo-ring'
import { type DocumentStore, type Entry, entryOf, rowOf } from './document-store'

const MINUTE_MS = 60_000

/**
 * The demo ring as an account at Oura: its last `years`, or all there are. Days that are over are made once; today goes on with the clock.
 * The ring itself is never younger than four years, of which a first sync would keep both processors busy for a minute.
 */
export function demoStore(options: { seed: number; now: () => number; years?: number; zone?: string }): DocumentStore {
  const made = new Map<string, Entry[]>()
  let opened = Number.NEGATIVE_INFINITY
  let ring: DemoRing
  const current = () => {
    if (Math.abs(options.now() - opened) >= MINUTE_MS) {
      opened = options.now()
      ring = demoRing({ ...options, now: opened })
    }
    return ring
  }
  const onDay = (collection: DocumentCollection, day: Day): Entry[] => {
    const key = `${collection} ${day}`
    const known = made.get(key)
    if (known) return known
    const entries = current()
      .documents(collection, day, day)
      .map((document) => entryOf(collection, document))
    if (day < addDays(current().lastDay, -1)) made.set(key, entries)
    return entries
  }
  const oldest = (): Day => {
    const { firstDay, lastDay } = current()
    const asked = options.years === undefined ? firstDay : addDays(lastDay, -Math.round(options.years * 365))
    return asked > firstDay ? asked : firstDay
  }
  return {
    documents(collection, from, to) {
      const { lastDay } = current()
      if (collection === 'ring_configuration') return onDay(collection, lastDay)
      const [first, last] = [oldest(), addDays(lastDay, 1)]
      return eachDay(from < first ? first : from, to > last ? last : to).flatMap((day) => onDay(collection, day))
    },
    samples: (collection, from, to) =>
      current()
        .samples(collection, Math.max(from, utcMidnight(oldest())), to)
        .map(rowOf),
    personalInfo: () => ({ ...current().personalInfo() }),
  }
}
