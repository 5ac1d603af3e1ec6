import { requireShared } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { readSpanQuery } from '@/lib/server/params'
import { within } from '@/lib/server/reach'
import { route } from '@/lib/server/route'
import { readTagDays } from '@/lib/server/tag-days'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id, reach } = await requireShared(request)
    within(reach, { other: 'tag_days' })
    const { from, to } = readSpanQuery(request)
    return Response.json({ data: await readTagDays(await database(), id, from, to) })
  },
})
