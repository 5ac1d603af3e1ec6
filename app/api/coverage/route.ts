import { readCoverage } from '@/lib/server/archive-coverage'
import { requireShared } from '@/lib/server/auth'
import { readRangeQuery } from '@/lib/server/params'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id, reach } = await requireShared(request)
    const { from, to } = readRangeQuery(request)
    return Response.json(await readCoverage(id, from, to, reach))
  },
})
