import { requireOwner } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { accessSchema, readPeople, removalSchema, removePerson, setAccess } from '@/lib/server/people'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => Response.json(await readPeople(await database(), (await requireOwner()).id, Date.now())),
  PUT: async (request) => {
    const { id } = await requireOwner()
    await setAccess(await database(), id, await readJson(request, accessSchema), Date.now())
    return Response.json(await readPeople(await database(), id, Date.now()))
  },
  DELETE: async (request) => {
    const owner = await requireOwner()
    const { id } = await readJson(request, removalSchema)
    return Response.json(await removePerson(await database(), owner.id, id, Date.now()))
  },
})
