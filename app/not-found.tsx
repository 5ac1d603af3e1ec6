import { messagesOf } from '@/lib/messages/messages'
import { readerSettings } from './reader'

// Rendered on the server alone: no page should carry the script of one that is hardly ever seen.
export default async function NotFound() {
  const words = messagesOf((await readerSettings()).locale)
  return (
    <main className="mx-auto flex min-h-dvh max-w-120 flex-col justify-center gap-3 px-4">
      <h1 className="text-title">{words.error.notFoundTitle}</h1>
      <p className="text-ink2">{words.error.notFoundBody}</p>
      <a href="/" className="mt-2 grid h-12 place-items-center rounded-control bg-ink font-semibold text-bg">
        {words.error.toDay}
      </a>
    </main>
  )
}
