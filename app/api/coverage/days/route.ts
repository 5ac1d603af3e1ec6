import type { CoverageDaysBody } from '@/lib/api'
import { requireUser } from '@/lib/server/auth'
import { readCoverageDays } from '@/lib/server/coverage-days'
import { database } from '@/lib/server/db/kysely'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () =>
    Response.json((await readCoverageDays(await database(), (await requireUser()).id, Date.now())) satisfies CoverageDaysBody),
})
