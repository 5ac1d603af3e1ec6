import 'server-only'
import type { Kysely } from 'kysely'
import type { TagDays } from '@/lib/api'
import { addDays, type Day } from '@/lib/domain/day'
import { enhancedTagSpan, LONGEST_DAYS, localTagSpan, oldTagSpans, tagDays } from '@/lib/domain/tag-days'
import { readDocumentBodies } from './db/documents'
import { readLocalTags } from './db/local-tags'
import type { Database } from './db/schema'

/**
 * Every tag of `userId`, Oura's and their own, with the activity days it was set on within `from` … `to`, both included. A tag set after
 * midnight carries the next date and belongs to the evening before.
 */
export async function readTagDays(db: Kysely<Database>, userId: string, from: Day, to: Day): Promise<TagDays[]> {
  const after = addDays(to, 1)
  // A tag may last for months: what began long before the range is looked at as well.
  const [enhanced, old, local] = await Promise.all([
    readDocumentBodies(db, userId, 'enhanced_tag', { from: addDays(from, -LONGEST_DAYS - 1), to: after }),
    readDocumentBodies(db, userId, 'tag', { from: addDays(from, -1), to: after }),
    readLocalTags(db, userId, from, to),
  ])
  const spans = [
    ...enhanced.flatMap((body) => enhancedTagSpan(JSON.parse(body)) ?? []),
    ...old.flatMap((body) => oldTagSpans(JSON.parse(body))),
    ...local.flatMap((tag) => localTagSpan(tag) ?? []),
  ]
  return tagDays(spans, from, to)
}
