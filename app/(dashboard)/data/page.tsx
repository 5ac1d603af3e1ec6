import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { YourDataView } from '@/components/views/data-view'
import { messagesOf } from '@/lib/messages/messages'
import { about, databaseBytes } from '@/lib/server/about'
import { currentUser } from '@/lib/server/auth'
import { readerSettings } from '../../reader'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesOf((await readerSettings()).locale).data.title }
}

export default async function DataPage() {
  const user = await currentUser()
  if (!user) redirect('/connect')
  const { version, syncMinutes } = about()
  const bytes = user.readOnly ? null : await databaseBytes()
  return <YourDataView demo={user.readOnly} version={version} syncMinutes={syncMinutes} databaseBytes={bytes} />
}
