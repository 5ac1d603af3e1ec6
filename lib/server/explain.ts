import 'server-only'
import type { ExplainBody, ExplainedDocument } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import { METRIC_SOURCES, type MetricSource } from '@/lib/domain/metric-source'
import type { Metric } from '@/lib/domain/metrics'
import { countedDocuments, fieldAt } from '@/lib/domain/source-documents'
import { type DocumentCollection, isSampleCollection, type SampleCollection } from '@/lib/oura/collections'
import { activityDaysSpan, readSamples } from './archive-samples'
import { readDayDocuments } from './db/day-documents'
import { database } from './db/kysely'
import { readMetrics } from './db/metrics'
import { readRevisions } from './db/revisions'

const iso = (instant: number) => new Date(instant).toISOString()

/** What a field said, whatever it is: numbers and texts as they are, lists and objects as JSON. */
function told(body: string, path: readonly string[]): string | number | boolean | null {
  const value = fieldAt(JSON.parse(body), path)
  if (value === null || value === undefined) return null
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : JSON.stringify(value)
}

/** To the person everything; to a guest what is there now, or only the number where its collection is not shared. */
type Depth = 'whole' | 'present' | 'number'

async function documentsOf(
  userId: string,
  collection: DocumentCollection,
  day: Day,
  source: MetricSource,
  depth: Depth,
): Promise<ExplainedDocument[]> {
  const db = await database()
  const all = await readDayDocuments(db, userId, collection, day)
  const living = all.filter(({ deleted_at }) => deleted_at === null)
  const rows = depth === 'whole' ? all : living
  const earlierOf = async (id: string, removedAt: number | null) =>
    // Of a document that went, the newest revision is its own last body.
    (await readRevisions(db, userId, collection, id))
      .filter(({ replaced_at }) => replaced_at !== removedAt)
      .map((revision) => ({ value: told(revision.body, source.path), until: iso(revision.replaced_at) }))
  const counted = countedDocuments(
    source,
    living.map(({ id, body }) => ({ ...JSON.parse(body), id })),
  )
  return Promise.all(
    rows.map(async ({ id, body, fetched_at, deleted_at }) => ({
      id,
      counted: counted.has(id),
      value: told(body, source.path),
      fetched_at: iso(fetched_at),
      removed_at: deleted_at === null ? null : iso(deleted_at),
      earlier: depth === 'whole' ? await earlierOf(id, deleted_at) : null,
      body,
    })),
  )
}

async function rowsOf(userId: string, series: SampleCollection, day: Day): Promise<string | null> {
  const page: { data: unknown[] } = JSON.parse((await readSamples(userId, series, await activityDaysSpan(userId, day, day))).body)
  return page.data.length > 0 ? JSON.stringify(page.data) : null
}

/**
 * Where `metric` of `day` comes from: its value and, unless `depth` is `number`, the documents it is made of with their text as stored (a
 * field of theirs can be a whole series, or a time with its zone); `whole` also with what Oura removed, and what each said before.
 */
export async function explainMetric(userId: string, metric: Metric, day: Day, depth: Depth): Promise<ExplainBody> {
  const source = METRIC_SOURCES[metric]
  const { collection } = source
  const [row] = await readMetrics(await database(), userId, [metric], day, day)
  const samples = isSampleCollection(collection)
  const withheld = depth === 'number'
  return {
    metric,
    day,
    value: row?.[metric] ?? null,
    collection,
    path: source.path.join('.'),
    documents: samples || withheld ? [] : await documentsOf(userId, collection, day, source, depth),
    rows: samples && !withheld ? await rowsOf(userId, collection, day) : null,
    withheld,
  }
}
