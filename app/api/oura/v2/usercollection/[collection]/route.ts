import { requireShared } from '@/lib/server/auth'
import { knownCollection, readDocumentQuery } from '@/lib/server/params'
import { within } from '@/lib/server/reach'
import { route } from '@/lib/server/route'
import { answerCollection } from '@/lib/server/usercollection'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ collection: string }>({
  GET: async (request, { collection }) => {
    const { id, reach } = await requireShared(request)
    within(reach, { collection: knownCollection(collection) })
    return answerCollection(id, collection, readDocumentQuery(request), Date.now())
  },
})
