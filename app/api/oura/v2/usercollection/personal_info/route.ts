import { requireShared } from '@/lib/server/auth'
import { within } from '@/lib/server/reach'
import { route } from '@/lib/server/route'
import { answerPersonalInfo } from '@/lib/server/usercollection'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id, reach } = await requireShared(request)
    within(reach, { collection: 'personal_info' })
    return answerPersonalInfo(id)
  },
})
