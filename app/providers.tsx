'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { IntlProvider, type Messages } from 'use-intl'
import { SettingsProvider } from '@/components/ui/settings'
import { type Settings, ZONE_COOKIE } from '@/lib/domain/settings'
import { makeQueryClient } from '@/lib/queries/query-client'

export function Providers({ settings, messages, children }: { settings: Settings; messages: Messages; children: ReactNode }) {
  const [client] = useState(makeQueryClient)
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
