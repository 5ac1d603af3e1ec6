import { requireUser, requireWriter } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { createGuestLink, listOpenGuestLinks, newGuestLinkSchema, oneGuestLinkSchema, withdrawGuestLink } from '@/lib/server/guest-links'
import { linkOrigin } from '@/lib/server/listening'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => Response.json({ data: await listOpenGuestLinks(await database(), (await requireUser()).id, Date.now()) }),
  POST: async (request) => {
    const { id } = await requireWriter()
    const wanted = await readJson(request, newGuestLinkSchema)
    return Response.json(await createGuestLink(await database(), id, wanted, linkOrigin(request.headers), Date.now()), { status: 201 })
  },
  DELETE: async (request) => {
    const user = await requireWriter()
    const { id } = await readJson(request, oneGuestLinkSchema)
    await withdrawGuestLink(await database(), user.id, id, Date.now())
    return new Response(null, { status: 204 })
  },
})
