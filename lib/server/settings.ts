import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { SettingsBody } from '@/lib/api'
import { parseSettings, SETTINGS } from '@/lib/domain/settings'
import type { Database } from './db/schema'
import { readUserSettings } from './db/user-settings'

const oneOf = <Key extends keyof SettingsBody>(key: Key) =>
  z.custom<SettingsBody[Key]>(
    (value) => SETTINGS[key].some((member) => member === value),
    `${key}: write one of ${SETTINGS[key].join(', ')}.`,
  )

/** What `PUT /api/settings` takes: all of them, each one that exists. */
export const settingsSchema = z.object({
  locale: oneOf('locale'),
  theme: oneOf('theme'),
  distance: oneOf('distance'),
  temperature: oneOf('temperature'),
  clock: oneOf('clock'),
  freeDays: oneOf('freeDays').default('sat_sun'),
  sleepNeed: oneOf('sleepNeed').default('usual'),
}) satisfies z.ZodType<SettingsBody>

/** What `userId` chose on any device; null when nothing was ever chosen. */
export async function readSettings(db: Kysely<Database>, userId: string): Promise<SettingsBody | null> {
  const stored = await readUserSettings(db, userId)
  return stored === null ? null : parseSettings(stored)
}
