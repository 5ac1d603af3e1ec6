import type { Sleep } from '@/lib/oura/schemas'
import type { MetricSource } from './metric-source'
import { newest } from './newest'
import { sleepPeriods } from './sleep-periods'

/** The value of a field, by its path; null where the document does not hold it. */
export function fieldAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (value !== null && typeof value === 'object' && Object.hasOwn(value, name) ? Reflect.get(value, name) : null),
    document,
  )
}

/** Which of a day's documents a metric is made of, by id; the others are told as left out. */
export function countedDocuments({ collection, rule }: MetricSource, documents: readonly { id: string }[]): ReadonlySet<string> {
  const ids = (some: readonly ({ id: string } | null | undefined)[]) => new Set(some.flatMap((one) => one?.id ?? []))
  if (collection === 'sleep') {
    const { kept, main, naps } = sleepPeriods(documents as readonly Sleep[])
    return ids(rule === 'kept' || rule === 'regularity' ? kept : rule === 'naps' ? naps : [main])
  }
  return ids(rule === 'count' || rule === 'covered' || rule === 'lowest' ? documents : [newest(documents)])
}
