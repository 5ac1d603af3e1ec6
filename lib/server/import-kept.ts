import 'server-only'
import { addDays, type Day, isDay, utcDay, utcMidnight } from '@/lib/domain/day'
import { isCollection, isSampleCollection } from '@/lib/oura/collections'
import type { StoredCollection } from './db/schema'
import type { LineOf } from './import-lines'
import { documentOf, profileOf, samplesOf } from './oura-client-items'
import type { Quarantined, RawSample } from './oura-source'
import { rawElements } from './raw-json'
import { FIRST_DAY } from './sync-plan'

const DAY_MS = 86_400_000
/** A document may be filed some days ahead; whatever lies further makes an archive of centuries. */
const AHEAD_DAYS = 31

const isMeasurable = (day: Day, now: number) => day >= FIRST_DAY && day <= addDays(utcDay(now), AHEAD_DAYS)

function checked(
  name: string,
  body: string,
): { collection: StoredCollection; document: ReturnType<typeof documentOf> } | { reason: string } {
  if (name === 'personal_info') return { collection: name, document: profileOf(body) }
  if (!isCollection(name) || isSampleCollection(name)) return { reason: 'collection: unknown to this version' }
  return { collection: name, document: documentOf(name, body) }
}

type Kept = { collection: StoredCollection } | { reason: string }
// A line is looked at where its day is noted and where it is written: parsing a document is most of the work.
const seen = new WeakMap<LineOf<'document'> | LineOf<'revision'>, Kept>()

/**
 * Whether a line's document is one that a sync would have kept, under the id and day that the line says: its collection, or the reason why
 * it is set aside.
 */
export function documentCollection(line: LineOf<'document'> | LineOf<'revision'>, now: number): Kept {
  const kept = seen.get(line) ?? keptOf(line, now)
  seen.set(line, kept)
  return kept
}

function keptOf(line: LineOf<'document'> | LineOf<'revision'>, now: number): Kept {
  const found = checked(line.collection, line.body)
  if ('reason' in found) return found
  const { collection, document } = found
  if ('reason' in document) return document
  if (document.id !== line.id) return { reason: 'id: another one than its line says' }
  if (document.day !== line.day) return { reason: 'day: another one than its line says' }
  if (document.day !== null && !isMeasurable(document.day, now)) return { reason: 'day: expected one since there have been rings' }
  return { collection }
}

/** The rows of a line of samples that lie in its day; the others are set aside. */
export function rowsOf(line: LineOf<'samples'>, now: number): { samples: RawSample[]; aside: Quarantined[] } {
  const texts = rawElements(line.rows)
  if (!isDay(line.utc_day) || !isMeasurable(line.utc_day, now))
    return { samples: [], aside: texts.map((body) => ({ body, reason: 'timestamp: expected one since there have been rings' })) }
  const from = utcMidnight(line.utc_day)
  const { items, quarantined } = samplesOf(line.series, texts, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  const isInside = ({ at }: RawSample) => at >= from && at < from + DAY_MS
  const outside = items.filter((item) => !isInside(item)).map(({ body }) => ({ body, reason: 'timestamp: outside of its day' }))
  return { samples: items.filter(isInside), aside: [...quarantined, ...outside] }
}
