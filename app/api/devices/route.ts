import type { DevicesBody } from '@/lib/api'
import { ApiError } from '@/lib/server/api-error'
import { requireUser, requireWriter } from '@/lib/server/auth'
import { sidOf } from '@/lib/server/auth-ticket'
import { database } from '@/lib/server/db/kysely'
import { makeDeviceCode } from '@/lib/server/device-codes'
import { devicesSchema, listDevices, signOutDevices } from '@/lib/server/devices'
import { phoneOrigin } from '@/lib/server/listening'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => {
    // Visitors of the demo ring share one user: their browsers are nobody else's business.
    const { id, readOnly } = await requireUser()
    const data = readOnly ? [] : await listDevices(await database(), id, await sidOf(request), Date.now())
    return Response.json({ data, address: readOnly ? null : phoneOrigin(request.headers) } satisfies DevicesBody)
  },
  POST: async (request) => {
    const { id } = await requireWriter()
    const origin = phoneOrigin(request.headers)
    if (origin === null)
      throw new ApiError(
        'invalid',
        'A phone cannot reach this server; start it with HOST=0.0.0.0, or set APP_URL to the address people open.',
      )
    return Response.json(await makeDeviceCode(await database(), id, origin, Date.now()), { status: 201 })
  },
  DELETE: async (request) => {
    const { id } = await requireWriter()
    const which = await readJson(request, devicesSchema)
    await signOutDevices(await database(), { userId: id, sid: await sidOf(request) }, which, Date.now())
    return new Response(null, { status: 204, ...('all' in which ? { headers: { 'Clear-Site-Data': '"storage"' } } : {}) })
  },
})
