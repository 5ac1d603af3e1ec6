import { currentUser } from '@/lib/server/auth'
import { clientAddress } from '@/lib/server/client-address'
import { database } from '@/lib/server/db/kysely'
import { appSchema, describeApp, refuseOthers, saveApp } from '@/lib/server/oauth-app-entry'
import { countTry } from '@/lib/server/rate-limit'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => Response.json(await describeApp(await database(), await currentUser())),
  PUT: async (request) => {
    const [db, user] = [await database(), await currentUser()]
    // Who may not is not counted, or a stranger could use up the tries of whoever may.
    await refuseOthers(db, user)
    await countTry(db, 'app', { session: user?.id ?? null, address: clientAddress(request.headers) })
    await saveApp(db, { user, headers: request.headers }, await readJson(request, appSchema), Date.now())
    return Response.json(await describeApp(db, user))
  },
})
