import 'server-only'
import type { ErrorCode } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import type { Collection } from '@/lib/oura/collections'

/** How far a person's sync has come in this process. `done` and `total` count requests' worth of work (a collection's window each). */
export type Progress = {
  running: boolean
  done: number
  total: number
  collection: Collection | null
  oldest: Day | null
  /** The circumstances (day, collections left alone) under which the history was last found complete: looking through years is not free. */
  settled: string | null
  /** Whether this process has tried since it began: before, a sync is about to start. */
  attempted: boolean
  /** Why the last run ended, where that says nothing of the connection: the disk, the database, this program. */
  trouble: ErrorCode | null
}

const shared = globalThis as typeof globalThis & { ringsideProgress?: Map<string, Progress> }

/** This person's progress, to be changed in place by the run and read by everybody. */
export function progressOf(userId: string): Progress {
  shared.ringsideProgress ??= new Map()
  const known = shared.ringsideProgress.get(userId)
  if (known) return known
  const fresh: Progress = {
    running: false,
    done: 0,
    total: 0,
    collection: null,
    oldest: null,
    settled: null,
    attempted: false,
    trouble: null,
  }
  shared.ringsideProgress.set(userId, fresh)
  return fresh
}

/** Forgets how far somebody's sync has come. */
export function forgetProgress(userId: string): void {
  shared.ringsideProgress?.delete(userId)
}
