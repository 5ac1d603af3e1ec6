import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { SettingsBody } from '@/lib/api'
import { parseSettings, SETTINGS } from '@/lib/domain/settings'
import type { Database } from './db/schema'
import { readUserSettings, writeUserSettings } from './db/user-settings'

const oneOf = <Key extends keyof SettingsBody>(key: Key) =>
  z.custom<SettingsBody[Key]>(
    (value) => SETTINGS[key].some((member) => member === value),
    `${key}: write one of ${SETTINGS[key].join(', ')}.`,
  )

/** What `PUT /api/settings` takes: those that change, each one that exists. */
export const settingsSchema = z
  .object({
    locale: oneOf('locale'),
    theme: oneOf('theme'),
    distance: oneOf('distance'),
    temperature: oneOf('temperature'),
    clock: oneOf('clock'),
    freeDays: oneOf('freeDays'),
    sleepNeed: oneOf('sleepNeed'),
  })
  .partial()
  .refine((some) => Object.keys(some).length > 0, 'Write what changes.')

/** What `userId` chose on any device; null when nothing was ever chosen. */
export async function readSettings(db: Kysely<Database>, userId: string): Promise<SettingsBody | null> {
  const stored = await readUserSettings(db, userId)
  return stored === null ? null : parseSettings(stored)
}

/** Changes some of them and answers with all; the rest is as chosen on any device, or as `here` where nothing ever was. */
export async function changeSettings(
  db: Kysely<Database>,
  userId: string,
  some: z.infer<typeof settingsSchema>,
  here: SettingsBody,
): Promise<SettingsBody> {
  const known = (await readSettings(db, userId)) ?? here
  const settings = parseSettings(JSON.stringify({ ...known, ...some }))
  await writeUserSettings(db, userId, JSON.stringify(settings))
  return settings
}
