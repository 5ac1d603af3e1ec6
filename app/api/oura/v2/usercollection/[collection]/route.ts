import { requireReader } from '@/lib/server/auth'
import { readDocumentQuery } from '@/lib/server/params'
import { route } from '@/lib/server/route'
import { answerCollection } from '@/lib/server/usercollection'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ collection: string }>({
  GET: async (request, { collection }) => {
    const { id } = await requireReader(request)
    return answerCollection(id, collection, readDocumentQuery(request), Date.now())
  },
})
