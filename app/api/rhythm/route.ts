import { readRhythm } from '@/lib/server/archive-rhythm'
import { requireShared } from '@/lib/server/auth'
import { readRhythmQuery } from '@/lib/server/params'
import { within } from '@/lib/server/reach'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id, reach } = await requireShared(request)
    within(reach, { other: 'rhythm' })
    const { from, to } = readRhythmQuery(request)
    return Response.json(await readRhythm(id, from, to))
  },
})
