import type { Day } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'

/** The number whose origin is on show. */
export type Explained = { metric: Metric; day: Day }

let asked: Explained | null = null
const watchers = new Set<() => void>()

/** Shows where a number comes from, in the sheet that the page holds; null closes it. */
export function explain(next: Explained | null): void {
  asked = next
  for (const watcher of watchers) watcher()
}

/** What was asked for last. */
export const explained = (): Explained | null => asked

export function watchExplained(changed: () => void): () => void {
  watchers.add(changed)
  return () => watchers.delete(changed)
}
