import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { messagesIn, messagesOf } from '@/lib/messages/messages'
import { pageCsrf } from '@/lib/server/auth'
import './globals.css'
import { Providers } from './providers'
import { readerSettings } from './reader'

// A page made ahead of time carries no CSP nonce, and its scripts would be refused.
export const dynamic = 'force-dynamic'

const BACKGROUND = { dark: '#0B0D10', light: '#F5F4F1' } as const

export async function generateMetadata(): Promise<Metadata> {
  const { app } = messagesOf((await readerSettings()).locale)
  return {
    title: { default: app.name, template: `%s · ${app.name}` },
    description: app.description,
    applicationName: app.name,
    appleWebApp: { capable: true, title: app.name, statusBarStyle: 'default' },
    icons: { icon: [{ url: '/icon.svg', type: 'image/svg+xml' }], apple: '/apple-touch-icon.png' },
    formatDetection: { telephone: false, date: false, address: false, email: false },
    referrer: 'no-referrer',
    robots: { index: false, follow: false },
    other: { csrf: await pageCsrf() },
  }
}

export async function generateViewport(): Promise<Viewport> {
  const { theme } = await readerSettings()
  return {
    width: 'device-width',
    initialScale: 1,
    viewportFit: 'cover',
    themeColor:
      theme === 'system'
        ? [
            { media: '(prefers-color-scheme: light)', color: BACKGROUND.light },
            { media: '(prefers-color-scheme: dark)', color: BACKGROUND.dark },
          ]
        : BACKGROUND[theme],
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const settings = await readerSettings()
  return (
    <html lang={settings.locale} data-theme={settings.theme}>
      <body>
        <Providers settings={settings} messages={messagesIn(settings.locale, ['error', 'table'])}>
          {children}
        </Providers>
      </body>
    </html>
  )
}
