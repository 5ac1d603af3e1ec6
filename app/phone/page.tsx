import type { Metadata } from 'next'
import { EnterView } from '@/components/views/enter-view'
import { messagesOf } from '@/lib/messages/messages'
import { currentUser } from '@/lib/server/auth'
import { readerSettings } from '../reader'
import { Words } from '../words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesOf((await readerSettings()).locale).enter.device.title }
}

export default async function PhonePage() {
  const user = await currentUser()
  return (
    <Words of={['enter']}>
      <EnterView kind="device" signedIn={user !== null && !user.readOnly} />
    </Words>
  )
}
