import { readTrends } from '@/lib/server/archive-trends'
import { requireShared } from '@/lib/server/auth'
import { readTrendsQuery } from '@/lib/server/params'
import { within } from '@/lib/server/reach'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id, reach } = await requireShared(request)
    const { metrics, from, to, bucket } = readTrendsQuery(request)
    within(reach, { metrics })
    return Response.json(await readTrends(id, metrics, from, to, bucket))
  },
})
