import type { Metadata } from 'next'
import { ConnectView } from '@/components/views/connect-view'
import { messagesOf } from '@/lib/messages/messages'
import { about } from '@/lib/server/about'
import { currentUser } from '@/lib/server/auth'
import { readerSettings } from '../reader'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesOf((await readerSettings()).locale).connect.title }
}

export default async function ConnectPage() {
  const user = await currentUser()
  return <ConnectView signedIn={user && (user.readOnly ? 'demo' : 'ring')} demo={about().demo} />
}
