import { requireUser, requireWriter } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { cancelImport, importSchema, oneImportSchema, readImport, takeImport } from '@/lib/server/import'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => Response.json(await readImport(await database(), (await requireUser()).id)),
  POST: async (request) => {
    const { id } = await requireWriter()
    const sent = await readJson(request, importSchema)
    return Response.json(await takeImport(await database(), id, sent, Date.now()), { status: 'data' in sent ? 200 : 202 })
  },
  DELETE: async (request) => {
    const user = await requireWriter()
    const { id } = await readJson(request, oneImportSchema)
    await cancelImport(await database(), user.id, id, Date.now())
    return new Response(null, { status: 204 })
  },
})
