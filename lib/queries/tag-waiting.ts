import type { LocalTag, TagWrite } from '@/lib/api'
import { activityDay, instantOf, offsetOf } from '@/lib/domain/local-clock'

/**
 * A tag that the server has not confirmed yet. `fresh`: it may not know it at all. `refused`: why it will not take it, then it waits for
 * the person instead of the network.
 */
export type Waiting = { tag: TagWrite; fresh: boolean; deleted: boolean; refused: string | null }

const PREFIX = 'ringside-tags-waiting-'
const none: readonly Waiting[] = []

// Whose tags these are: what one person has written on a shared device never reaches another's archive.
let account: string | null = null
let held: { key: string; text: string | null; list: readonly Waiting[] } = { key: '', text: null, list: none }
const watchers = new Set<() => void>()

const key = () => `${PREFIX}${account}`

function stored(): string | null {
  try {
    return localStorage.getItem(key())
  } catch {
    // A browser that keeps nothing: what waits lives as long as the page.
    return held.key === key() ? held.text : null
  }
}

function parsed(text: string | null): readonly Waiting[] {
  if (text === null) return none
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.filter((one) => typeof one?.tag?.id === 'string' && typeof one.tag.at === 'string') : none
  } catch {
    return none
  }
}

function store(list: readonly Waiting[]): void {
  const text = list.length > 0 ? JSON.stringify(list) : null
  held = { key: key(), text, list }
  try {
    if (text === null) localStorage.removeItem(key())
    else localStorage.setItem(key(), text)
  } catch {
    // Kept in `held`.
  }
  for (const watcher of watchers) watcher()
}

/** From now on this is about the tags of `userId`. */
export function waitFor(userId: string): void {
  if (account === userId) return
  account = userId
  for (const watcher of watchers) watcher()
}

/** What waits, the oldest first; the same list as long as nothing has changed. */
export function waitingTags(): readonly Waiting[] {
  if (account === null || typeof window === 'undefined') return none
  const text = stored()
  if (held.key !== key() || held.text !== text) held = { key: key(), text, list: parsed(text) }
  return held.list
}

/** Keeps a change until the server has it; a later change of the same tag takes the place of an earlier one. */
export function keepWaiting(change: Omit<Waiting, 'refused'>): void {
  const others = waitingTags().filter(({ tag }) => tag.id !== change.tag.id)
  const before = waitingTags().find(({ tag }) => tag.id === change.tag.id)
  store([...others, { ...change, fresh: change.fresh || (before?.fresh ?? false), refused: null }])
}

/** Ends the waiting of exactly this change, not of one that was made since; with `refused` it stays, and says why. */
export function settleWaiting(change: Waiting, refused: string | null = null): void {
  const same = JSON.stringify(change)
  store(waitingTags().flatMap((one) => (JSON.stringify(one) === same ? (refused === null ? [] : [{ ...one, refused }]) : [one])))
}

/** Calls back whenever something waits or waits no longer, in this tab or another. Answers with how to stop. */
export function watchWaiting(changed: () => void): () => void {
  watchers.add(changed)
  window.addEventListener('storage', changed)
  return () => {
    watchers.delete(changed)
    window.removeEventListener('storage', changed)
  }
}

/** The server's tags of the activity days `from` … `to` with what waits put in its place, in order of time. */
export function withWaiting(tags: readonly LocalTag[], from: string, to: string): LocalTag[] {
  const waiting = waitingTags()
  const ids = new Set(waiting.map(({ tag }) => tag.id))
  const known = new Map(tags.map((tag) => [tag.id, tag]))
  const mine = waiting.flatMap(({ tag, deleted }) => {
    const day = activityDay(instantOf(tag.at), offsetOf(tag.at) ?? 0)
    const { created_at = tag.at, updated_at = tag.at } = known.get(tag.id) ?? {}
    return deleted || day < from || day > to ? [] : [{ ...tag, day, created_at, updated_at }]
  })
  return [...tags.filter(({ id }) => !ids.has(id)), ...mine].sort((a, b) => instantOf(a.at) - instantOf(b.at))
}
