import { readTrendMarks } from '@/lib/server/archive-trend-marks'
import { requireShared } from '@/lib/server/auth'
import { readSpanQuery } from '@/lib/server/params'
import { within } from '@/lib/server/reach'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id, reach } = await requireShared(request)
    within(reach, { other: 'trend_marks' })
    const { from, to } = readSpanQuery(request)
    return Response.json(await readTrendMarks(id, from, to))
  },
})
