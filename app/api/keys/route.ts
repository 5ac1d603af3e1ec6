import { createKey, listKeys, newKeySchema, oneKeySchema, revokeKey } from '@/lib/server/api-keys'
import { requireUser, requireWriter } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => Response.json({ data: await listKeys(await database(), (await requireUser()).id) }),
  POST: async (request) => {
    const { id } = await requireWriter()
    const wanted = await readJson(request, newKeySchema)
    return Response.json(await createKey(await database(), id, wanted, Date.now()), { status: 201 })
  },
  DELETE: async (request) => {
    const user = await requireWriter()
    const { id } = await readJson(request, oneKeySchema)
    await revokeKey(await database(), user.id, id, Date.now())
    return new Response(null, { status: 204 })
  },
})
