import type { NextRequest } from 'next/server'
import type { SettingsBody } from '@/lib/api'
import { parseSettings, SETTINGS_COOKIE } from '@/lib/domain/settings'
import { requireUser, requireWriter } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'
import { changeSettings, readSettings, settingsSchema } from '@/lib/server/settings'

const here = (request: NextRequest) => parseSettings(request.cookies.get(SETTINGS_COOKIE)?.value, request.headers.get('accept-language'))

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id } = await requireUser()
    return Response.json(((await readSettings(await database(), id)) ?? here(request)) satisfies SettingsBody)
  },
  PUT: async (request) => {
    const { id } = await requireWriter()
    const some = await readJson(request, settingsSchema)
    return Response.json((await changeSettings(await database(), id, some, here(request))) satisfies SettingsBody)
  },
})
