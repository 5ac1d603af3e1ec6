import { database } from '@/lib/server/db/kysely'
import { route } from '@/lib/server/route'
import { answerHandshake, takeAnnouncement } from '@/lib/server/webhook-inbox'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  {
    GET: async (request) => Response.json(await answerHandshake(await database(), request.nextUrl.searchParams, Date.now())),
    POST: async (request) => {
      await takeAnnouncement(await database(), request, Date.now())
      return Response.json({})
    },
  },
  { signed: true },
)
