'use client'
import { useQueryClient } from '@tanstack/react-query'
import { usePathname, useSearchParams } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DemoSession } from '@/components/panels/demo-session'
import { AddressProvider, useAddress } from '@/components/ui/address'
import { GuestContext } from '@/components/ui/guest'
import { later } from '@/components/ui/later'
import { type Destination, SideRail, TabBar } from '@/components/ui/navigation'
import { connectionQueries } from '@/lib/queries/connection'
import type { Guest } from '@/lib/queries/guest-links'
import { syncQueries } from '@/lib/queries/sync'

const WaitingKeeper = later(async () => (await import('@/components/panels/waiting-keeper')).WaitingKeeper)
const KeptFocus = later(async () => (await import('@/components/ui/kept-focus')).KeptFocus)
const GuestBanner = later(async () => (await import('@/components/panels/guest-banner')).GuestBanner)
const OfflineBanner = later(async () => (await import('@/components/panels/offline-banner')).OfflineBanner)
const RailStatus = later(async () => (await import('@/components/panels/rail-status')).RailStatus)

const PAGES = [
  { href: '/', name: 'day', icon: 'day', hasDay: true },
  { href: '/night', name: 'night', icon: 'night', hasDay: true },
  { href: '/trends', name: 'trends', icon: 'trends', hasDay: false },
  { href: '/data', name: 'data', icon: 'sliders', hasDay: false },
] as const

type Props = {
  /** Whose page this is; a guest's is a guest's, not that of the person who is looked at. */
  account: string
  anonymous: boolean
  /** What somebody may see who came by a link; null for everybody else. */
  guest: Guest | null
  children: ReactNode
}

/** The frame around every page of the dashboard: the way around, and what concerns all of them. */
export function ShellView({ account, anonymous, guest, children }: Props) {
  const client = useQueryClient()
  // What the first HTML told a guest of connection and sync is all they are told: nothing below asks for more.
  useState(() => {
    if (guest) for (const key of [connectionQueries.all(), syncQueries.all()]) client.setQueryDefaults(key, { enabled: false })
  })
  return (
    <AddressProvider search={useSearchParams().toString()}>
      <KeptFocus />
      {guest === null && <WaitingKeeper account={account} />}
      <GuestContext value={guest?.pages ?? null}>
        <Frame account={account} anonymous={anonymous} guest={guest}>
          {children}
        </Frame>
      </GuestContext>
    </AddressProvider>
  )
}

function Frame({ account, anonymous, guest, children }: Props) {
  const t = useTranslations('nav')
  const path = usePathname()
  const day = useAddress().get('day')
  const shown = PAGES.filter(({ name }) => guest === null || guest.pages.some((page) => page === name))
  const destinations: Destination[] = shown.map(({ href, name, icon, hasDay }) => ({
    // From a day to its night, and back.
    href: hasDay && day !== null ? `${href}?day=${encodeURIComponent(day)}` : href,
    icon,
    label: t(name),
    current: path === href || (href !== '/' && path.startsWith(`${href}/`)),
  }))
  return (
    <div className="flex min-h-dvh">
      {anonymous && <DemoSession />}
      <SideRail label={t('label')} brand="Ringside" destinations={destinations} foot={<RailStatus />} />
      <div className="mx-auto flex min-w-0 max-w-[75rem] flex-1 flex-col overflow-x-clip pb-[calc(4.5rem+env(safe-area-inset-bottom))] lg:pb-0">
        {guest && <GuestBanner account={account} guest={guest} />}
        <OfflineBanner anonymous={anonymous} />
        {children}
      </div>
      <TabBar label={t('label')} destinations={destinations} />
    </div>
  )
}
