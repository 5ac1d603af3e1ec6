import { requireShared } from '@/lib/server/auth'
import { appendAudit } from '@/lib/server/db/audit'
import { database } from '@/lib/server/db/kysely'
import { exportEverything } from '@/lib/server/export'
import { log } from '@/lib/server/log'
import { readExportQuery } from '@/lib/server/params'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    const { id, readOnly, reach } = await requireShared(request, 'keys')
    readExportQuery(request)
    // A full disk must not keep anybody from taking along what they have.
    if (!readOnly)
      await appendAudit(await database(), id, 'export', null, Date.now()).catch((error: unknown) =>
        log().warn('export_not_noted', { user: id, error }),
      )
    const headers = { 'Content-Type': 'application/x-ndjson', 'Content-Disposition': 'attachment; filename="ringside.ndjson"' }
    return new Response(exportEverything(id, reach), { headers })
  },
})
