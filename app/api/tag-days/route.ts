import { requireReader } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { readSpanQuery } from '@/lib/server/params'
import { route } from '@/lib/server/route'
import { readTagDays } from '@/lib/server/tag-days'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id } = await requireReader(request)
    const { from, to } = readSpanQuery(request)
    return Response.json({ data: await readTagDays(await database(), id, from, to) })
  },
})
