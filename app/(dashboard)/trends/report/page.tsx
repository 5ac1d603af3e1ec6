import type { Metadata } from 'next'
import { ReportView } from '@/components/views/report-view'
import { messagesOf } from '@/lib/messages/messages'
import { readViewer } from '@/lib/server/prefetch'
import { readerSettings } from '../../../reader'
import { Words } from '../../../words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesOf((await readerSettings()).locale).report.title }
}

export default async function ReportPage() {
  await readViewer('trends')
  return (
    <Words of={['events', 'metric', 'report', 'states']}>
      <ReportView />
    </Words>
  )
}
