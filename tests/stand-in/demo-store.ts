import { addDays, type Day, eachDay } from '@/lib/domain/day'
import type { DocumentCollection } from '@/lib/oura/collections'
import { type DemoRing, demoRing } from '@/lib/oura/demo-ring'
import { type DocumentStore, type Entry, entryOf, rowOf } from './document-store'

const MINUTE_MS = 60_000

/** The demo ring's years as an account at Oura. Days that are over are made once; today goes on with the clock. */
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
  return {
    documents(collection, from, to) {
      const { firstDay, lastDay } = current()
      if (collection === 'ring_configuration') return onDay(collection, lastDay)
      const last = addDays(lastDay, 1)
      return eachDay(from < firstDay ? firstDay : from, to > last ? last : to).flatMap((day) => onDay(collection, day))
    },
    samples: (collection, from, to) => current().samples(collection, from, to).map(rowOf),
    personalInfo: () => ({ ...current().personalInfo() }),
  }
}
