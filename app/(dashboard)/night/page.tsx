import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { NightView } from '@/components/views/night-view'
import { ZONE_COOKIE } from '@/lib/domain/settings'
import { messagesOf } from '@/lib/messages/messages'
import { prefetchNight, readViewer, readZone } from '@/lib/server/prefetch'
import { Hydrated } from '../../hydrated'
import { readerSettings } from '../../reader'
import { Words } from '../../words'

type Props = { searchParams: Promise<{ day?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: messagesOf((await readerSettings()).locale).night.title }
}

export default async function NightPage({ searchParams }: Props) {
  const viewer = await readViewer('night')
  const now = Date.now()
  const zone = await readZone(viewer.userId, (await cookies()).get(ZONE_COOKIE)?.value, now)
  const { day } = await searchParams
  return (
    <Words
      of={[
        'banner',
        'calendar',
        'contributors',
        'day',
        'dayClock',
        'demo',
        'empty',
        'events',
        'explain',
        'keyboard',
        'metric',
        'night',
        'pull',
        'scores',
        'states',
        'tags',
      ]}
    >
      <Hydrated account={viewer.account} state={await prefetchNight(viewer.userId, [day].flat()[0], zone, now)}>
        <NightView />
      </Hydrated>
    </Words>
  )
}
