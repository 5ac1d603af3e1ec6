import { requireShared, requireWriter } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { readSpanQuery } from '@/lib/server/params'
import { within } from '@/lib/server/reach'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'
import { addTag, changeTag, listTags, oneTagSchema, removeTag, tagSchema } from '@/lib/server/tags'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id, reach } = await requireShared(request)
    within(reach, { other: 'tags' })
    const { from, to } = readSpanQuery(request)
    return Response.json({ data: await listTags(await database(), id, from, to) })
  },
  POST: async (request) => {
    const { id } = await requireWriter()
    const { tag, added } = await addTag(await database(), id, await readJson(request, tagSchema), Date.now())
    return Response.json(tag, { status: added ? 201 : 200 })
  },
  PUT: async (request) => {
    const { id } = await requireWriter()
    return Response.json(await changeTag(await database(), id, await readJson(request, tagSchema), Date.now()))
  },
  DELETE: async (request) => {
    const user = await requireWriter()
    const { id } = await readJson(request, oneTagSchema)
    await removeTag(await database(), user.id, id, Date.now())
    return new Response(null, { status: 204 })
  },
})
