import { METRIC_SOURCES } from '@/lib/domain/metric-source'
import { requireShared } from '@/lib/server/auth'
import { explainMetric } from '@/lib/server/explain'
import { readExplainQuery } from '@/lib/server/params'
import { reaches, within } from '@/lib/server/reach'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id, reach } = await requireShared(request)
    const { metric, day } = readExplainQuery(request)
    within(reach, { metrics: [metric] })
    // What Oura has taken back or rewritten is the person's own business.
    const depth = reach === null ? 'whole' : reaches(reach, { collection: METRIC_SOURCES[metric].collection }) ? 'present' : 'number'
    return Response.json(await explainMetric(id, metric, day, depth))
  },
})
