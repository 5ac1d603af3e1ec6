import { requireWriter } from '@/lib/server/auth'
import { forgotten } from '@/lib/server/auth-cookies'
import { database } from '@/lib/server/db/kysely'
import { erase, eraseSchema } from '@/lib/server/erase'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: async (request) => {
    const { id } = await requireWriter()
    await readJson(request, eraseSchema)
    return Response.json(await erase(await database(), id, Date.now()), { headers: forgotten() })
  },
})
