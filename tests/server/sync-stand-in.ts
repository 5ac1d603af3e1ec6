import type { Kysely } from 'kysely'
import { expect } from 'vitest'
import { addDays, utcMidnight } from '@/lib/domain/day'
import type { DocumentCollection } from '@/lib/oura/collections'
import { findDocument } from '@/lib/server/db/documents'
import type { Database } from '@/lib/server/db/schema'
import { demoStore } from '../stand-in/demo-store'
import { type DocumentStore, type OverlayStore, overlayStore } from '../stand-in/document-store'
import { archived, archivedRows, DOCUMENT_COLLECTIONS } from './sync-bench'

/** The demo ring's last `days` days as an account at the stand-in: what is older was never there. */
export const recentStore = (now: number, days: number): OverlayStore =>
  overlayStore(demoStore({ seed: 4, now: () => now, years: days / 365 }))

const span = (now: number) =>
  [addDays(new Date(now).toISOString().slice(0, 10), -900), addDays(new Date(now).toISOString().slice(0, 10), 2)] as const

/** Everything the account holds, in the form of `archived`. */
export function held(store: DocumentStore, now: number): Record<string, Record<string, string>> {
  const [from, to] = span(now)
  const collections = DOCUMENT_COLLECTIONS.map((name: DocumentCollection) => {
    const entries = store.documents(name, from, to)
    return [name, Object.fromEntries(entries.map(({ id, body }) => [id, body]))] as const
  })
  return Object.fromEntries(collections.filter(([, bodies]) => Object.keys(bodies).length > 0))
}

/** Whether the archive shows what the account holds: each document as sent, each sample once, the profile. */
export async function expectSame(db: Kysely<Database>, userId: string, store: DocumentStore, now: number): Promise<void> {
  const [from, to] = span(now)
  const parsed = (all: Record<string, Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(all).map(([name, bodies]) => [
        name,
        Object.fromEntries(Object.entries(bodies).map(([id, body]) => [id, JSON.parse(body)])),
      ]),
    )
  expect(parsed(await archived(db, userId))).toEqual(parsed(held(store, now)))
  for (const series of ['heartrate', 'ring_battery_level'] as const) {
    // Rows of one moment have no order of their own.
    const wanted = new Set(store.samples(series, utcMidnight(from), utcMidnight(to)).map(({ body }) => JSON.stringify(JSON.parse(body))))
    const found = (await archivedRows(db, userId, series)).map((body) => JSON.stringify(JSON.parse(body)))
    expect(found.sort()).toEqual([...wanted].sort())
    expect(found.length).toBeGreaterThan(0)
  }
  expect(JSON.parse((await findDocument(db, userId, 'personal_info', 'personal_info'))?.body ?? '')).toEqual(store.personalInfo())
}
