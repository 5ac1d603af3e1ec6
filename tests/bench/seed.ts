import { utcDay } from '@/lib/domain/day'
import { COLLECTION_NAMES, isSampleCollection } from '@/lib/oura/collections'
import { demoRing } from '@/lib/oura/demo-ring'
import { createKey } from '@/lib/server/api-keys'
import { upsertCoverage } from '@/lib/server/db/coverage'
import { upsertDocuments } from '@/lib/server/db/documents'
import { openDatabase } from '@/lib/server/db/kysely'
import { upsertSamples } from '@/lib/server/db/samples'
import { ensureUser } from '@/lib/server/db/users'
import { rebuildMetrics } from '@/lib/server/sync-metrics'

const MONTH_MS = 30 * 86_400_000

/** Fills a data folder with the last `days` days of a ring, as a person with an API key. Answers with the key and what was stored. */
export async function seedArchive(dataDir: string, days: number, now: number): Promise<{ key: string; documents: number; rows: number }> {
  const ring = demoRing({ seed: 11, now, years: Math.max(1, days / 365) })
  const db = await openDatabase({ dataDir })
  const user = await ensureUser(db, { id: 'bench', oura_user_id: 'bench', role: 'owner' }, now)
  let documents = 0
  let rows = 0
  const start = now - days * 86_400_000
  for (let from = start; from < now; from += MONTH_MS) {
    const to = Math.min(from + MONTH_MS, now)
    const last = to === now ? utcDay(to + 86_400_000) : utcDay(to - 1)
    for (const collection of COLLECTION_NAMES) {
      if (isSampleCollection(collection)) {
        const samples = ring.samples(collection, from, to).map((row) => ({ at: Date.parse(row.timestamp), body: JSON.stringify(row) }))
        await upsertSamples(db, user.id, collection, samples, now)
        rows += samples.length
      } else {
        const found = ring.documents(collection, utcDay(from), last).map((document) => ({
          id: document.id,
          day: 'day' in document ? String(document.day) : 'start_day' in document ? String(document.start_day) : null,
          body: JSON.stringify(document),
        }))
        await upsertDocuments(db, user.id, collection, found, now)
        documents += found.length
      }
      const covered = []
      for (let at = from; at < to; at += 86_400_000) covered.push({ collection, day: utcDay(at), state: 'have' as const, checked_at: now })
      await upsertCoverage(db, user.id, covered)
    }
  }
  await rebuildMetrics(db, user.id)
  const { key } = await createKey(db, user.id, { name: 'bench' }, now)
  await db.destroy()
  return { key, documents, rows }
}
