import { METRIC_SOURCES } from '@/lib/domain/metric-source'
import { requireShared } from '@/lib/server/auth'
import { explainMetric } from '@/lib/server/explain'
import { readExplainQuery } from '@/lib/server/params'
import { within } from '@/lib/server/reach'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id, reach } = await requireShared(request)
    const { metric, day } = readExplainQuery(request)
    within(reach, { metrics: [metric] })
    within(reach, { collection: METRIC_SOURCES[metric].collection })
    // What Oura has taken back or rewritten is the person's own business.
    return Response.json(await explainMetric(id, metric, day, reach === null ? 'whole' : 'present'))
  },
})
