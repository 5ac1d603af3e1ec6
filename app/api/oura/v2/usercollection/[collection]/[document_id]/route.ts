import { requireReader } from '@/lib/server/auth'
import { route } from '@/lib/server/route'
import { answerDocument } from '@/lib/server/usercollection'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ collection: string; document_id: string }>({
  GET: async (request, { collection, document_id }) => answerDocument((await requireReader(request)).id, collection, document_id),
})
