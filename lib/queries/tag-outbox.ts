import type { QueryClient } from '@tanstack/react-query'
import type { LocalTag, TagWrite } from '@/lib/api'
import { ApiError, fetchJson } from './fetch-json'
import { settleWaiting, type Waiting, waitingTags } from './tag-waiting'
import { tagsQueries } from './tags'

const post = (tag: TagWrite) => fetchJson<LocalTag>('/api/tags', { method: 'POST', body: tag })
const put = (tag: TagWrite) => fetchJson<LocalTag>('/api/tags', { method: 'PUT', body: tag })

const same = (kept: LocalTag, sent: TagWrite) => kept.code === sent.code && kept.name === sent.name && kept.note === sent.note
const unknown = (error: unknown) => error instanceof ApiError && error.status === 404
/** A refusal that no second try changes; everything else is silence, or a server that has to recover. */
const final = (error: unknown): error is ApiError => error instanceof ApiError && [403, 404, 413, 422].includes(error.status)

async function send({ tag, fresh, deleted }: Waiting): Promise<void> {
  if (deleted) await fetchJson<null>('/api/tags', { method: 'DELETE', body: { id: tag.id } })
  else if (fresh) {
    const kept = await post(tag)
    // An earlier sending arrived after all, and the tag was changed since.
    if (!same(kept, tag) || Date.parse(kept.at) !== Date.parse(tag.at)) await put(tag)
  } else
    await put(tag).catch((error: unknown) => {
      if (unknown(error)) return post(tag)
      throw error
    })
}

let sending: Promise<boolean> | null = null

/** Also what is set while this is under way. Answers whether anything arrived. */
async function sendAll(): Promise<boolean> {
  let sent = false
  for (;;) {
    const change = waitingTags().find(({ refused }) => refused === null)
    if (!change) return sent
    try {
      await send(change)
      settleWaiting(change)
      sent = true
    } catch (error) {
      // The next ones would meet the same silence.
      if (!final(error)) return sent
      settleWaiting(change, error.message)
    }
  }
}

/** Sends what waits, one after the other and once at a time. Never rejects: what does not arrive goes on waiting. */
export async function sendWaiting(client: QueryClient): Promise<void> {
  sending ??= sendAll().finally(() => {
    sending = null
  })
  if (await sending) await client.invalidateQueries({ queryKey: tagsQueries.all() })
}
