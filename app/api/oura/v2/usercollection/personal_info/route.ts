import { requireReader } from '@/lib/server/auth'
import { route } from '@/lib/server/route'
import { answerPersonalInfo } from '@/lib/server/usercollection'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => answerPersonalInfo((await requireReader(request)).id),
})
