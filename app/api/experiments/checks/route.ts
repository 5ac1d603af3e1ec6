import { requireWriter } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { checkSchema, noteCheck } from '@/lib/server/experiments'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PUT: async (request) => {
    const { id } = await requireWriter()
    await noteCheck(await database(), id, await readJson(request, checkSchema), Date.now())
    return new Response(null, { status: 204 })
  },
})
