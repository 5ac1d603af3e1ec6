'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { IntlProvider, type Messages } from 'use-intl'
import { SettingsProvider } from '@/components/ui/settings'
import { type Settings, ZONE_COOKIE } from '@/lib/domain/settings'

const MINUTE = 60_000

/** A refusal (4xx) will not change by asking again; anything else is tried twice more. */
function shouldRetry(failures: number, error: Error): boolean {
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 0
  return failures < 2 && !(status >= 400 && status < 500)
}

const makeClient = () =>
  new QueryClient({
    defaultOptions: { queries: { staleTime: MINUTE, gcTime: 30 * MINUTE, retry: shouldRetry }, mutations: { retry: false } },
  })

export function Providers({ settings, messages, children }: { settings: Settings; messages: Messages; children: ReactNode }) {
  const [client] = useState(makeClient)
  useEffect(rememberZone, [])
  return (
    <QueryClientProvider client={client}>
      {/* No message formats a date; the zone only keeps use-intl from guessing one. */}
      <IntlProvider locale={settings.locale} messages={messages} timeZone="UTC">
        <SettingsProvider settings={settings}>{children}</SettingsProvider>
      </IntlProvider>
    </QueryClientProvider>
  )
}

function rememberZone(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, and a server at home often has none.
  if (zone) document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; Path=/; Max-Age=31536000; SameSite=Lax`
}
