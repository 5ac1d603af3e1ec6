import { readRhythm } from '@/lib/server/archive-rhythm'
import { requireReader } from '@/lib/server/auth'
import { readRhythmQuery } from '@/lib/server/params'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id } = await requireReader(request)
    const { from, to } = readRhythmQuery(request)
    return Response.json(await readRhythm(id, from, to))
  },
})
