import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { Day } from '@/lib/domain/day'
import { version } from '@/package.json'
import { backupState } from './backups'
import { clientOf, database } from './db/kysely'
import type { Database } from './db/schema'
import { env, publicOrigin } from './env'

/** What a page may tell of this server. */
export type About = { version: string; syncMinutes: number; demo: boolean; address: string }

export function about(): About {
  return { version, syncMinutes: env().SYNC_INTERVAL_MINUTES, demo: env().DEMO === 'on', address: publicOrigin() }
}

/** How much room the database takes, in bytes. */
export async function databaseBytes(db?: Kysely<Database>): Promise<number> {
  const open = db ?? (await database())
  const size =
    clientOf(open).kind === 'sqlite'
      ? sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`
      : sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
  return Number((await size.execute(open)).rows[0]?.bytes ?? 0)
}

/** UTC day of the newest copy this server made of its database; null where there is none. `now` is epoch ms. */
export async function backupDay(now: number): Promise<Day | null> {
  return (await backupState(await database(), now)).day
}
