import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { IntlProvider } from 'use-intl'
import { SettingsProvider } from '@/components/ui/settings'
import { parseSettings, type Settings } from '@/lib/domain/settings'
import { messagesOf } from '@/lib/messages/messages'
import { makeQueryClient } from '@/lib/queries/query-client'

// Links ask for it; nobody follows one here.
const nothing = () => undefined
const router = { back: nothing, forward: nothing, refresh: nothing, push: nothing, replace: nothing, prefetch: nothing, bfcacheId: '' }

type Around = { settings?: Partial<Settings>; client?: QueryClient }

/** The HTML of a component as the server would send it, under every provider of the app. An untranslated key throws. */
export function renderPage(element: ReactNode, { settings: some = {}, client = makeQueryClient() }: Around = {}): string {
  const settings = { ...parseSettings(undefined), ...some }
  const refuse = (error: Error) => {
    throw error
  }
  return renderToString(
    <AppRouterContext value={router}>
      <QueryClientProvider client={client}>
        <IntlProvider locale={settings.locale} messages={messagesOf(settings.locale)} timeZone="UTC" onError={refuse}>
          <SettingsProvider settings={settings} onChange={nothing}>
            {element}
          </SettingsProvider>
        </IntlProvider>
      </QueryClientProvider>
    </AppRouterContext>,
  )
}
