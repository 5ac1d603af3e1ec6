import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { TrendsView } from '@/components/views/trends-view'
import { ZONE_COOKIE } from '@/lib/domain/settings'
import { messagesOf } from '@/lib/messages/messages'
import { readViewer, readZone } from '@/lib/server/prefetch'
import { prefetchTrends } from '@/lib/server/prefetch-trends'
import { Hydrated } from '../../hydrated'
import { readerSettings } from '../../reader'
import { Words } from '../../words'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesOf((await readerSettings()).locale).trends.title }
}

export default async function TrendsPage({ searchParams }: Props) {
  const viewer = await readViewer('trends')
  const now = Date.now()
  const zone = await readZone(viewer.userId, (await cookies()).get(ZONE_COOKIE)?.value, now)
  const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat()[0] ?? '']],
  )
  return (
    <Words
      of={[
        'banner',
        'events',
        'experimentNote',
        'experiments',
        'explain',
        'links',
        'metric',
        'relation',
        'rhythm',
        'scores',
        'signals',
        'states',
        'tagEffects',
        'trends',
      ]}
    >
      <Hydrated account={viewer.account} state={await prefetchTrends(viewer, new URLSearchParams(asked), zone, now)}>
        <TrendsView />
      </Hydrated>
    </Words>
  )
}
