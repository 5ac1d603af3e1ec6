import { requireReader, requireWriter } from '@/lib/server/auth'
import { readConnection } from '@/lib/server/connection'
import { database } from '@/lib/server/db/kysely'
import { disconnect } from '@/lib/server/disconnect'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'
import { replaceToken, tokenSchema } from '@/lib/server/token-sign-in'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => Response.json(await readConnection(await database(), (await requireReader(request)).id, Date.now())),
  PUT: async (request) => {
    const { id } = await requireWriter()
    const { token } = await readJson(request, tokenSchema)
    await replaceToken(await database(), { userId: id, headers: request.headers }, token, Date.now())
    return Response.json(await readConnection(await database(), id, Date.now()))
  },
  DELETE: async () => Response.json(await disconnect(await database(), (await requireWriter()).id, Date.now())),
})
