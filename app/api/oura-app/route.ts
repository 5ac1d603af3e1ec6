import { currentUser } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { appSchema, describeApp, saveApp } from '@/lib/server/oauth-app-entry'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => Response.json(await describeApp(await database(), await currentUser())),
  PUT: async (request) => {
    const [db, user] = [await database(), await currentUser()]
    await saveApp(db, { user, headers: request.headers }, await readJson(request, appSchema), Date.now())
    return Response.json(await describeApp(db, user))
  },
})
