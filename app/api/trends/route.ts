import { readTrends } from '@/lib/server/archive-trends'
import { requireReader } from '@/lib/server/auth'
import { jsonAnswer } from '@/lib/server/json-answer'
import { readTrendsQuery } from '@/lib/server/params'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id } = await requireReader(request)
    const { metrics, from, to, bucket } = readTrendsQuery(request)
    return jsonAnswer(request, await readTrends(id, metrics, from, to, bucket))
  },
})
