import 'server-only'
import { log } from './log'

/** From here on days, expiries and time limits go noticeably wrong. */
const OFF_MS = 60_000
const shared = globalThis as typeof globalThis & { ringsideSkew?: number }

/** Compares our clock with Oura's, by the `Date` of an answer that came at `now` (epoch ms). Said in the log when it goes off or right. */
export function noteUpstreamDate(date: string | null, now: number): void {
  const theirs = Date.parse(date ?? '')
  if (Number.isNaN(theirs)) return
  const off = now - theirs
  const wasOff = isClockOff(clockSkew())
  shared.ringsideSkew = off
  const state = isClockOff(off) ? 'off' : 'right'
  if (state === 'off' || wasOff) log().change('clock', state, state === 'off' ? 'warn' : 'info', `clock.${state}`, { ms: off })
}

/** How far our clock was ahead of Oura's (negative: behind) at the last answer, ms; null before the first. */
export function clockSkew(): number | null {
  return shared.ringsideSkew ?? null
}

export const isClockOff = (skew: number | null): boolean => skew !== null && Math.abs(skew) > OFF_MS
