import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { NowProvider } from '@/components/ui/now'
import { ShellView } from '@/components/views/shell-view'
import { zoneOffset } from '@/lib/domain/local-clock'
import { ZONE_COOKIE } from '@/lib/domain/settings'
import { prefetchShell, readViewer, readZone } from '@/lib/server/prefetch'
import { Hydrated } from '../hydrated'
import { Words } from '../words'

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const viewer = await readViewer(null)
  const now = Date.now()
  const zone = await readZone(viewer.userId, (await cookies()).get(ZONE_COOKIE)?.value, now)
  return (
    <Words of={['guest', 'nav', 'offline']}>
      <Hydrated account={viewer.account} state={await prefetchShell(viewer, now)}>
        <NowProvider now={now} zone={zone} offset={zoneOffset(zone, now)}>
          <ShellView account={viewer.account} anonymous={viewer.anonymous} guest={viewer.guest}>
            {children}
          </ShellView>
        </NowProvider>
      </Hydrated>
    </Words>
  )
}
