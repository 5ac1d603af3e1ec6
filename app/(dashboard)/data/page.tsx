import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { YourDataView } from '@/components/views/data-view'
import { messagesOf } from '@/lib/messages/messages'
import { about, backupDay, databaseBytes } from '@/lib/server/about'
import { cameByLink, currentGuest, currentUser } from '@/lib/server/auth'
import { prefetchData } from '@/lib/server/prefetch-data'
import { Hydrated } from '../../hydrated'
import { readerSettings } from '../../reader'
import { Words } from '../../words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesOf((await readerSettings()).locale).data.title }
}

export default async function DataPage() {
  const user = await currentUser()
  // A guest sees what they were shown; a first visitor sees the demo ring's day; what could be done with an archive begins with having one.
  if (!user) redirect((await currentGuest()) ? '/' : (await cameByLink()) ? '/connect?link=over' : '/connect')
  const { version, syncMinutes } = about()
  const now = Date.now()
  const [{ state, owner }, bytes, backup] = await Promise.all([
    prefetchData(user.id, now),
    user.readOnly ? null : databaseBytes(),
    user.readOnly ? null : backupDay(now),
  ])
  return (
    <Words of={['connect', 'data', 'devices', 'erase', 'guestLinks', 'people', 'serverHealth', 'states', 'tokenError', 'webhooks']}>
      <Hydrated account={user.id} state={state}>
        <YourDataView
          demo={user.readOnly}
          owner={owner}
          syncMinutes={syncMinutes}
          version={version}
          databaseBytes={bytes}
          backupDay={backup}
        />
      </Hydrated>
    </Words>
  )
}
