import type { CheckWrite, TagWrite } from '@/lib/api'
import { actAs } from './fetch-json'

/**
 * What was written on this device and is not confirmed by the server yet. `refused`: why it will not take it, then it waits for the
 * person instead of the network.
 */
export type Waiting = WaitingTag | WaitingCheck
/** `fresh`: the server may not know the tag at all. */
export type WaitingTag = { tag: TagWrite; fresh: boolean; deleted: boolean; refused: string | null }
/** An evening's answer in an experiment. */
export type WaitingCheck = { check: CheckWrite; refused: string | null }
type Change = Omit<WaitingTag, 'refused'> | Omit<WaitingCheck, 'refused'>

// Tags were the first that waited; under another name what older pages left here would never be sent.
export const WAITING_PREFIX = 'ringside-tags-waiting-'
/** When the server last took something, or refused it. */
const ARRIVED = 'ringside-arrived'
const none: readonly Waiting[] = []

// Whose these are: what one person has written on a shared device never reaches another's archive.
let account: string | null = null
// `unkept`: the storage did not take it, being full or closed, and what lies there is older.
let held: { key: string; text: string | null; list: readonly Waiting[]; unkept: boolean } = {
  key: '',
  text: null,
  list: none,
  unkept: false,
}
const watchers = new Set<() => void>()

/** Whose changes these are; null before that is known. */
export const waitingAccount = () => account

const key = () => `${WAITING_PREFIX}${account}`

function stored(): string | null {
  // What waits lives as long as the page.
  if (held.unkept && held.key === key()) return held.text
  try {
    return localStorage.getItem(key())
  } catch {
    return null
  }
}

export function parseWaiting(text: string | null): readonly Waiting[] {
  if (text === null) return none
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return none
    return list.filter(
      (one) =>
        (typeof one?.tag?.id === 'string' && typeof one.tag.at === 'string') ||
        (typeof one?.check?.experiment_id === 'string' && typeof one.check.day === 'string'),
    )
  } catch {
    return none
  }
}

function store(list: readonly Waiting[]): void {
  const text = list.length > 0 ? JSON.stringify(list) : null
  held = { key: key(), text, list, unkept: false }
  try {
    if (text === null) localStorage.removeItem(key())
    else localStorage.setItem(key(), text)
  } catch {
    held.unkept = true
  }
  for (const watcher of watchers) watcher()
}

/** From now on this is about what `userId` writes. */
export function waitFor(userId: string): void {
  if (account === userId) return
  account = userId
  actAs(userId)
  for (const watcher of watchers) watcher()
}

/** What waits, the oldest first; the same list as long as nothing has changed. */
export function waitingChanges(): readonly Waiting[] {
  if (account === null || typeof window === 'undefined') return none
  const text = stored()
  if (held.key !== key() || held.text !== text) held = { key: key(), text, list: parseWaiting(text), unkept: false }
  return held.list
}

export const isWaitingTag = (change: Waiting): change is WaitingTag => 'tag' in change
export const isWaitingCheck = (change: Waiting): change is WaitingCheck => 'check' in change

/** What a change is about; of two about the same the later one counts. */
const subject = (change: Change) => ('tag' in change ? change.tag.id : `${change.check.experiment_id} ${change.check.day}`)

/** Keeps a change until the server has it; a later change of the same tag or evening takes the place of an earlier one. */
export function keepWaiting(change: Change): void {
  const about = subject(change)
  const others = waitingChanges().filter((one) => subject(one) !== about)
  const before = waitingChanges().find((one) => subject(one) === about)
  const fresh = before !== undefined && isWaitingTag(before) && before.fresh
  store([...others, 'tag' in change ? { ...change, fresh: change.fresh || fresh, refused: null } : { ...change, refused: null }])
}

/** Ends the waiting of exactly this change, not of one that was made since; with `refused` it stays, and says why. */
export function settleWaiting(change: Waiting, refused: string | null = null): void {
  const same = JSON.stringify(change)
  try {
    // A clock that runs on over all pages and that nobody sets; epoch ms.
    localStorage.setItem(ARRIVED, String(performance.timeOrigin + performance.now()))
  } catch {
    // A browser that keeps nothing.
  }
  store(waitingChanges().flatMap((one) => (JSON.stringify(one) === same ? (refused === null ? [] : [{ ...one, refused }]) : [one])))
}

/**
 * Whether something has arrived at the server since this page was asked for, sent by the page before it or by another tab: what came with
 * this page may not hold it yet.
 */
export function hasArrivedSince(asked = performance.timeOrigin): boolean {
  try {
    return Number(localStorage.getItem(ARRIVED) ?? 0) > asked
  } catch {
    return false
  }
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
