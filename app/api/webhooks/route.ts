import { requireOwner } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'
import { describeWebhooks, switchSchema, switchWebhooks } from '@/lib/server/webhooks'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => {
    await requireOwner()
    return Response.json(await describeWebhooks(await database(), Date.now()))
  },
  PUT: async (request) => {
    const { id } = await requireOwner()
    await switchWebhooks(await database(), id, await readJson(request, switchSchema), Date.now())
    return Response.json(await describeWebhooks(await database(), Date.now()))
  },
})
