import type { SettingsBody } from '@/lib/api'
import { parseSettings, SETTINGS_COOKIE } from '@/lib/domain/settings'
import { requireUser, requireWriter } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { writeUserSettings } from '@/lib/server/db/user-settings'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'
import { readSettings, settingsSchema } from '@/lib/server/settings'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id } = await requireUser()
    const here = () => parseSettings(request.cookies.get(SETTINGS_COOKIE)?.value, request.headers.get('accept-language'))
    return Response.json(((await readSettings(await database(), id)) ?? here()) satisfies SettingsBody)
  },
  PUT: async (request) => {
    const { id } = await requireWriter()
    const settings = await readJson(request, settingsSchema)
    await writeUserSettings(await database(), id, JSON.stringify(settings))
    return Response.json(settings satisfies SettingsBody)
  },
})
