import type { HealthBody } from '@/lib/api'
import { currentUser } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import { healthDetail, isHealthy } from '@/lib/server/health'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => {
    const now = Date.now()
    if (!(await isHealthy(now))) return Response.json({ status: 'failing' } satisfies HealthBody, { status: 503 })
    const user = await currentUser()
    const detail = user && !user.readOnly ? await healthDetail(await database(), user.id, now) : {}
    return Response.json({ status: 'ok', ...detail } satisfies HealthBody)
  },
})
