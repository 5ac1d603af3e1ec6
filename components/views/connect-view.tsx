'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConnectDemoPanel } from '@/components/panels/connect-demo-panel'
import { ConnectEntryPanel } from '@/components/panels/connect-entry-panel'
import { ConnectTokenPanel } from '@/components/panels/connect-token-panel'
import { LanguageSwitch } from '@/components/panels/language-switch'
import { useKeptFocus } from '@/components/ui/kept-focus'
import { later } from '@/components/ui/later'
import { Link } from '@/components/ui/link'
import { Mark } from '@/components/ui/mark'
import { useChangeSettings } from '@/components/ui/settings'
import type { Entry } from '@/lib/queries/session'
import { settingsQueries } from '@/lib/queries/settings'

const ConnectOuraPanel = later(async () => (await import('@/components/panels/connect-oura-panel')).ConnectOuraPanel)
const ConnectKeptPanel = later(async () => (await import('@/components/panels/connect-kept-panel')).ConnectKeptPanel)
const FirstSyncPanel = later(async () => (await import('@/components/panels/first-sync-panel')).FirstSyncPanel)

type Props = {
  /** Who this device is signed in as, if anybody. */
  signedIn: 'ring' | 'demo' | null
  demo: boolean
  /** The origin at which this server expects to be opened. */
  address: string
  /** Whether the setup code is asked for: nobody owns this server yet, and other machines may reach it. */
  asksSetup: boolean
  /** Why the sign-in at Oura that led here came to nothing. */
  problem: string | null
  /** Whether somebody came by a link that shows nothing any more. */
  linkOver: boolean
  /** Whether the sign-in at Oura that led here went well. */
  justConnected: boolean
}

/** The way in: a token, a sign-in at Oura, or the demo ring; and what happens with either. */
export function ConnectView({ signedIn, demo, address, asksSetup, problem, linkOver, justConnected }: Props) {
  const t = useTranslations('connect')
  const [connected, setConnected] = useState(justConnected && signedIn === 'ring')
  const [entry, setEntry] = useState<Entry>({})
  const client = useQueryClient()
  const change = useChangeSettings()
  const leaving = useRef(false)
  const main = useKeptFocus<HTMLElement>()
  // A page of its own: nothing that was fetched for somebody else stays in memory.
  const open = () => window.location.replace('/')
  const openOwn = async () => {
    if (leaving.current) return
    leaving.current = true
    // What this person chose on another device comes along.
    const saved = await client.fetchQuery(settingsQueries.current()).catch(() => null)
    if (saved) change(saved)
    open()
  }
  return (
    <div className="mx-auto flex min-h-dvh max-w-120 flex-col pt-[max(2.125rem,env(safe-area-inset-top))] pb-[env(safe-area-inset-bottom)] lg:max-w-232">
      <main ref={main} className="flex flex-1 flex-col">
        <header className="px-4 pb-5">
          <p className="mb-6.5 flex items-center gap-2.5 text-[1.125rem] font-bold">
            <Mark />
            Ringside
          </p>
          <h1 className="text-title">{t('title')}</h1>
          <p className="mt-2 text-ink2">{t('intro')}</p>
        </header>
        {linkOver && !signedIn && (
          <p role="status" className="mx-3 mb-3 rounded-control bg-raised px-3.5 py-2.5">
            {t('linkOver')}
          </p>
        )}
        {signedIn && !connected && (
          <p className="mx-3 mb-3 flex flex-wrap items-center gap-x-3 rounded-control bg-raised px-3.5 py-1">
            {t(signedIn === 'demo' ? 'signedInDemo' : 'signedIn')}
            <Link
              href="/"
              className="ml-auto inline-flex min-h-11 items-center font-semibold underline decoration-control underline-offset-3"
            >
              {t('toDay')}
            </Link>
          </p>
        )}
        <div className="grid grid-cols-1 gap-3 px-3 lg:grid-cols-[1fr_24rem] lg:items-start lg:gap-4 lg:px-4">
          <div className="grid grid-cols-1 gap-3 lg:gap-4">
            {!connected && <ConnectEntryPanel asksSetup={asksSetup} known={signedIn === 'ring'} entry={entry} onChange={setEntry} />}
            {connected ? (
              <FirstSyncPanel onReady={openOwn} />
            ) : (
              <ConnectTokenPanel address={address} entry={entry} onConnected={() => setConnected(true)} />
            )}
            {!connected && <ConnectOuraPanel address={address} problem={problem} entry={entry} onConnected={() => setConnected(true)} />}
            {demo && !connected && signedIn !== 'demo' && <ConnectDemoPanel onConnected={open} />}
          </div>
          <ConnectKeptPanel />
        </div>
      </main>
      <footer className="mt-3 flex flex-wrap items-center justify-between gap-x-4 px-4 pb-3 text-caption text-ink3">
        {t('footer')}
        <LanguageSwitch />
      </footer>
    </div>
  )
}
