import type { Metadata } from 'next'
import { ConnectView } from '@/components/views/connect-view'
import { messagesOf } from '@/lib/messages/messages'
import { about } from '@/lib/server/about'
import { currentUser } from '@/lib/server/auth'
import { prefetchConnect } from '@/lib/server/prefetch-connect'
import { Hydrated } from '../hydrated'
import { readerSettings } from '../reader'
import { Words } from '../words'

type Props = { searchParams: Promise<{ problem?: string | string[]; connected?: string | string[]; link?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesOf((await readerSettings()).locale).connect.title }
}

export default async function ConnectPage({ searchParams }: Props) {
  const user = await currentUser()
  const { problem, connected, link } = await searchParams
  const { state, asksSetup } = await prefetchConnect(user)
  const { demo, address } = about()
  return (
    <Words of={['connect', 'tokenError']}>
      <Hydrated account={null} state={state}>
        <ConnectView
          signedIn={user && (user.readOnly ? 'demo' : 'ring')}
          demo={demo}
          address={address}
          asksSetup={asksSetup}
          problem={[problem].flat()[0] ?? null}
          linkOver={link === 'over'}
          justConnected={connected !== undefined}
        />
      </Hydrated>
    </Words>
  )
}
