import { readTrendMarks } from '@/lib/server/archive-trend-marks'
import { requireReader } from '@/lib/server/auth'
import { readRangeQuery } from '@/lib/server/params'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id } = await requireReader(request)
    const { from, to } = readRangeQuery(request)
    return Response.json(await readTrendMarks(id, from, to))
  },
})
