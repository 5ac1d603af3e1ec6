'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { IntlProvider, type Messages } from 'use-intl'
import { partsAlive, wakeParts } from '@/components/ui/later'
import { followWhere } from '@/components/ui/link'
import { SettingsProvider } from '@/components/ui/settings'
import { SETTINGS_COOKIE, type Settings, serialiseSettings, ZONE_COOKIE } from '@/lib/domain/settings'
import { holdRequests, request } from '@/lib/queries/fetch-json'
import { makeQueryClient } from '@/lib/queries/query-client'

// What arrived before a part is alive would change what the server drew of it.
if (typeof window !== 'undefined') holdRequests(partsAlive(), wakeParts)
followWhere(() => request('/api/health', {}))

type Props = { settings: Settings; messages: Partial<Messages>; children: ReactNode }

export function Providers({ settings: rendered, messages, children }: Props) {
  const [client] = useState(makeQueryClient)
  const [chosen, setChosen] = useState<Partial<Settings>>({})
  const router = useRouter()
  // The language changes when its messages are here, everything else at the touch.
  const settings = { ...rendered, ...chosen, locale: rendered.locale }

  const change = useCallback(
    (some: Partial<Settings>) => {
      const next = { ...rendered, ...chosen, ...some }
      remember(SETTINGS_COOKIE, serialiseSettings(next))
      document.documentElement.dataset.theme = next.theme
      setChosen(next)
      // The server renders from the cookie: language, theme colour and the next page follow it.
      router.refresh()
    },
    [rendered, chosen, router],
  )
  useEffect(() => {
    // Again whenever the page is looked at: the same tab may be opened after a flight, and the server dates its next page by this.
    const tell = () => {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
      if (zone) remember(ZONE_COOKIE, encodeURIComponent(zone))
    }
    tell()
    document.addEventListener('visibilitychange', tell)
    return () => document.removeEventListener('visibilitychange', tell)
  }, [])

  return (
    <QueryClientProvider client={client}>
      {/* No message formats a date; the zone only keeps use-intl from guessing one. */}
      <IntlProvider locale={settings.locale} messages={messages} timeZone="UTC">
        <SettingsProvider settings={settings} onChange={change}>
          {children}
        </SettingsProvider>
      </IntlProvider>
    </QueryClientProvider>
  )
}

function remember(cookie: string, value: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, and a server at home often has none.
  document.cookie = `${cookie}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
}
