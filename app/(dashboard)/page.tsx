import { cookies } from 'next/headers'
import { DayView } from '@/components/views/day-view'
import { ZONE_COOKIE } from '@/lib/domain/settings'
import { prefetchDay, readViewer, readZone } from '@/lib/server/prefetch'
import { Hydrated } from '../hydrated'
import { Words } from '../words'

type Props = { searchParams: Promise<{ day?: string | string[] }> }

export default async function DayPage({ searchParams }: Props) {
  const viewer = await readViewer('day')
  const now = Date.now()
  const zone = await readZone(viewer.userId, (await cookies()).get(ZONE_COOKIE)?.value, now)
  const { day } = await searchParams
  return (
    <Words
      of={[
        'activity',
        'banner',
        'battery',
        'bedtime',
        'calendar',
        'contributors',
        'day',
        'dayClock',
        'demo',
        'empty',
        'events',
        'experimentNote',
        'explain',
        'keyboard',
        'metric',
        'pull',
        'restMode',
        'scores',
        'sentence',
        'signals',
        'states',
        'stress',
        'sync',
        'tags',
        'vitals',
      ]}
    >
      <Hydrated account={viewer.account} state={await prefetchDay(viewer.userId, [day].flat()[0], zone, now)}>
        <DayView />
      </Hydrated>
    </Words>
  )
}
