import { requireReader, requireWriter } from '@/lib/server/auth'
import { database } from '@/lib/server/db/kysely'
import {
  addExperiment,
  endSchema,
  experimentSchema,
  listExperiments,
  oneExperimentSchema,
  removeExperiment,
  stopExperiment,
} from '@/lib/server/experiments'
import { readJson } from '@/lib/server/request-body'
import { route } from '@/lib/server/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async (request) => Response.json({ data: await listExperiments(await database(), (await requireReader(request)).id) }),
  POST: async (request) => {
    const { id } = await requireWriter()
    const experiment = await readJson(request, experimentSchema)
    const { added } = await addExperiment(await database(), id, experiment, Date.now())
    return Response.json({ id: experiment.id }, { status: added ? 201 : 200 })
  },
  PUT: async (request) => {
    const { id } = await requireWriter()
    await stopExperiment(await database(), id, await readJson(request, endSchema), Date.now())
    return new Response(null, { status: 204 })
  },
  DELETE: async (request) => {
    const user = await requireWriter()
    const { id } = await readJson(request, oneExperimentSchema)
    await removeExperiment(await database(), user.id, id)
    return new Response(null, { status: 204 })
  },
})
