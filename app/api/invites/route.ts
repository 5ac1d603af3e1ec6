import { requireOwner } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { createInvite, newInviteSchema, oneInviteSchema, withdrawInvite } from '@/lib/server/invites'
import { linkOrigin } from '@/lib/server/listening'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: async (request) => {
    const { id } = await requireOwner()
    const wanted = await readJson(request, newInviteSchema)
    return Response.json(await createInvite(await database(), id, wanted, linkOrigin(request.headers), Date.now()), { status: 201 })
  },
  DELETE: async (request) => {
    const owner = await requireOwner()
    const { id } = await readJson(request, oneInviteSchema)
    await withdrawInvite(await database(), owner.id, id, Date.now())
    return new Response(null, { status: 204 })
  },
})
