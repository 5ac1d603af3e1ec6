import 'server-only'
import type { Day } from '@/lib/domain/day'
import { offsetOf } from '@/lib/domain/local-clock'
import { findNearestDocument } from './db/documents'
import { database } from './db/kysely'

/** The wearer's clock around a day, in minutes east of UTC, as the daily_activity document nearest to it says; 0 without one. */
export async function offsetNear(userId: string, day: Day): Promise<number> {
  const nearest = await findNearestDocument(await database(), userId, 'daily_activity', day)
  const { timestamp }: { timestamp?: unknown } = nearest ? JSON.parse(nearest.body) : {}
  return (typeof timestamp === 'string' ? offsetOf(timestamp) : null) ?? 0
}
