import { requireShared } from '@/lib/server/auth'
import { knownCollection } from '@/lib/server/params'
import { within } from '@/lib/server/reach'
import { route } from '@/lib/server/route'
import { answerDocument } from '@/lib/server/usercollection'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ collection: string; document_id: string }>({
  GET: async (request, { collection, document_id }) => {
    const { id, reach } = await requireShared(request)
    within(reach, { collection: knownCollection(collection) })
    return answerDocument(id, collection, document_id)
  },
})
