import type { HealthBody } from '@/lib/api'
import { isHealthy } from '@/lib/server/health'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => {
    const well = await isHealthy(Date.now())
    return Response.json({ status: well ? 'ok' : 'failing' } satisfies HealthBody, { status: well ? 200 : 503 })
  },
})
