import type { QueryClient } from '@tanstack/react-query'
import type { LocalTag, TagWrite } from '@/lib/api'
import { experimentsQueries } from './experiments'
import { ApiError, fetchJson } from './fetch-json'
import { tagsQueries } from './tags'
import { isWaitingTag, settleWaiting, type Waiting, type WaitingTag, waitingChanges } from './waiting'

const post = (tag: TagWrite) => fetchJson<LocalTag>('/api/tags', { method: 'POST', body: tag })
const put = (tag: TagWrite) => fetchJson<LocalTag>('/api/tags', { method: 'PUT', body: tag })

const same = (kept: LocalTag, sent: TagWrite) => kept.code === sent.code && kept.name === sent.name && kept.note === sent.note
const unknown = (error: unknown) => error instanceof ApiError && error.status === 404
/**
 * A refusal of what was written, which no second try changes; everything else is silence, a server that has to recover, or one that does
 * not take anything from this page (403: its address, its sign-in), which is nothing to edit.
 */
const final = (error: unknown): error is ApiError => error instanceof ApiError && [404, 413, 422].includes(error.status)

async function sendTag({ tag, fresh, deleted }: WaitingTag): Promise<void> {
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

async function send(change: Waiting): Promise<void> {
  if (isWaitingTag(change)) await sendTag(change)
  else
    await fetchJson<null>('/api/experiments/checks', { method: 'PUT', body: change.check }).catch((error: unknown) => {
      // The experiment was deleted, its evenings with it: there is nothing left to be answered.
      if (!unknown(error)) throw error
    })
}

type Sent = Set<'tags' | 'experiments'>
let sending: Promise<Sent> | null = null

/** Also what is set while this is under way. Answers what is to be read anew. */
async function sendAll(): Promise<Sent> {
  const sent: Sent = new Set()
  for (;;) {
    const change = waitingChanges().find(({ refused }) => refused === null)
    if (!change) return sent
    try {
      await send(change)
      settleWaiting(change)
    } catch (error) {
      // The next ones would meet the same silence.
      if (!final(error)) return sent
      settleWaiting(change, error.message)
    }
    sent.add(isWaitingTag(change) ? 'tags' : 'experiments')
  }
}

/** Sends what waits, one after the other and once at a time. Never rejects: what does not arrive goes on waiting. */
export async function sendWaiting(client: QueryClient): Promise<void> {
  sending ??= sendAll().finally(() => {
    sending = null
  })
  await readAnew(client, await sending)
}

/** Reads what was sent anew: without `sent`, all of what can wait. */
export async function readAnew(client: QueryClient, sent: Sent = new Set(['tags', 'experiments'])): Promise<void> {
  if (sent.has('tags')) await client.invalidateQueries({ queryKey: tagsQueries.all() })
  if (sent.has('experiments')) await client.invalidateQueries({ queryKey: experimentsQueries.all() })
}
