'use client'
import { type ReactNode, useMemo } from 'react'
import { IntlProvider, type Messages, useLocale, useMessages } from 'use-intl'

/** Adds messages to those of the provider above, which use-intl's own would replace. */
export function MoreWords({ messages, children }: { messages: Partial<Messages>; children: ReactNode }) {
  const around = useMessages()
  const all = useMemo(() => ({ ...around, ...messages }), [around, messages])
  return (
    <IntlProvider locale={useLocale()} messages={all}>
      {children}
    </IntlProvider>
  )
}
