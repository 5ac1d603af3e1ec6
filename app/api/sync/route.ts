import { requireReader, requireWriter } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { route } from '@/lib/server/route'
import { syncSoon } from '@/lib/server/sync'
import { syncStatus } from '@/lib/server/sync-status'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => Response.json(await syncStatus(await database(), (await requireReader(request)).id, Date.now())),
  POST: async () => {
    const { id } = await requireWriter()
    await syncSoon(id)
    return Response.json(await syncStatus(await database(), id, Date.now()), { status: 202 })
  },
})
