import type { ReactNode } from 'react'
import { messagesIn, type Namespace } from '@/lib/messages/messages'
import { readerSettings } from './reader'
import { MoreWords } from './words-provider'

/**
 * The messages that the client components below need, on top of those that the layouts around them bring. Write the namespaces out: a test
 * holds every page to exactly what its components ask for.
 */
export async function Words({ of, children }: { of: readonly Namespace[]; children: ReactNode }) {
  // As text, like what app/hydrated sends.
  return <MoreWords messages={JSON.stringify(messagesIn((await readerSettings()).locale, of))}>{children}</MoreWords>
}
