import 'server-only'
import { type DehydratedState, dehydrate } from '@tanstack/react-query'
import { coverageQueries } from '@/lib/queries/coverage'
import { guestLinksQueries } from '@/lib/queries/guest-links'
import { keysQueries } from '@/lib/queries/keys'
import { peopleQueries } from '@/lib/queries/people'
import { makeQueryClient } from '@/lib/queries/query-client'
import { webhooksQueries } from '@/lib/queries/webhooks'
import { listKeys } from './api-keys'
import { readCoverageDays } from './coverage-days'
import { database } from './db/kysely'
import { findOwner } from './db/users'
import { listOpenGuestLinks } from './guest-links'
import { readPeople } from './people'
import { describeWebhooks } from './webhooks'

/** What the Data page first shows beside the connection and the sync, which the frame around it brings; and whether it is the owner's. */
export async function prefetchData(userId: string, now: number): Promise<{ state: DehydratedState; owner: boolean }> {
  const [client, db] = [makeQueryClient(), await database()]
  const owner = (await findOwner(db))?.id === userId
  const [days, keys, links] = await Promise.all([
    readCoverageDays(db, userId, now),
    listKeys(db, userId),
    listOpenGuestLinks(db, userId, now),
  ])
  client.setQueryData(coverageQueries.days().queryKey, days)
  client.setQueryData(keysQueries.list().queryKey, keys)
  client.setQueryData(guestLinksQueries.list().queryKey, links)
  if (owner) {
    client.setQueryData(peopleQueries.list().queryKey, await readPeople(db, userId, now))
    client.setQueryData(webhooksQueries.current().queryKey, await describeWebhooks(db, now))
  }
  return { state: dehydrate(client), owner }
}
