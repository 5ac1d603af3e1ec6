'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { DemoSession } from '@/components/panels/demo-session'
import { OfflineBanner } from '@/components/panels/offline-banner'
import { RailStatus } from '@/components/panels/rail-status'
import { TagKeeper } from '@/components/panels/tag-keeper'
import { AddressProvider, useAddress } from '@/components/ui/address'
import { type Destination, SideRail, TabBar } from '@/components/ui/navigation'

const PAGES = [
  { href: '/', name: 'day', icon: 'day', hasDay: true },
  { href: '/night', name: 'night', icon: 'night', hasDay: true },
  { href: '/trends', name: 'trends', icon: 'trends', hasDay: false },
  { href: '/data', name: 'data', icon: 'sliders', hasDay: false },
] as const

type Props = { account: string; anonymous: boolean; children: ReactNode }

/** The frame around every page of the dashboard: the way around, and what concerns all of them. */
export function ShellView({ account, anonymous, children }: Props) {
  return (
    <AddressProvider search={useSearchParams().toString()}>
      <TagKeeper account={account} />
      <Frame anonymous={anonymous}>{children}</Frame>
    </AddressProvider>
  )
}

function Frame({ anonymous, children }: { anonymous: boolean; children: ReactNode }) {
  const t = useTranslations('nav')
  const path = usePathname()
  const day = useAddress().get('day')
  const destinations: Destination[] = PAGES.map(({ href, name, icon, hasDay }) => ({
    // From a day to its night, and back.
    href: hasDay && day !== null ? `${href}?day=${encodeURIComponent(day)}` : href,
    icon,
    label: t(name),
    current: path === href,
  }))
  return (
    <div className="flex min-h-dvh">
      {anonymous && <DemoSession />}
      <SideRail label={t('label')} brand="Ringside" destinations={destinations} foot={<RailStatus />} />
      <div className="mx-auto flex min-w-0 max-w-[75rem] flex-1 flex-col overflow-x-clip pb-[calc(4.5rem+env(safe-area-inset-bottom))] lg:pb-0">
        <OfflineBanner />
        {children}
      </div>
      <TabBar label={t('label')} destinations={destinations} />
    </div>
  )
}
