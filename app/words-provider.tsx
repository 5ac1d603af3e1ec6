'use client'
import { type ReactNode, useMemo } from 'react'
import { IntlProvider, type Messages, useLocale, useMessages } from 'use-intl'

/** Adds messages, given as JSON, to those of the provider above, which use-intl's own would replace. */
export function MoreWords({ messages, children }: { messages: string; children: ReactNode }) {
  const around = useMessages()
  const all = useMemo((): Partial<Messages> => ({ ...around, ...JSON.parse(messages) }), [around, messages])
  return (
    <IntlProvider locale={useLocale()} messages={all}>
      {children}
    </IntlProvider>
  )
}
