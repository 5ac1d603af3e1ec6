'use client'
import { useEffect, useEffectEvent, useRef, useState } from 'react'

/** How far (px) the finger goes until letting go does something. */
const FAR_PX = 88
/** Under this many px a finger has no direction yet. */
const UNDECIDED_PX = 10
/** A finger that rests this long first wants something else: to pin a time, to select. */
const RESTED_MS = 400

export type Pull = 'none' | 'pulling' | 'far'

/**
 * Watches for the page being pulled down from its very top: by one finger, downwards from the start. Calls `onPull` when it lets go far
 * enough. Whatever begins sideways is a scrub or a swipe, and whatever begins further down the page is its own scroll.
 */
export function usePull(onPull: () => void, enabled: boolean): Pull {
  const [pull, setPull] = useState<Pull>('none')
  const from = useRef<{ x: number; y: number; at: number; down: boolean } | null>(null)
  const start = useEffectEvent((event: TouchEvent) => {
    const [finger] = event.touches
    const free = enabled && event.touches.length === 1 && window.scrollY <= 0 && !document.querySelector('dialog[open]')
    from.current = finger && free ? { x: finger.clientX, y: finger.clientY, at: event.timeStamp, down: false } : null
    if (!from.current) setPull('none')
  })
  const move = useEffectEvent((event: TouchEvent) => {
    const [finger] = event.touches
    const began = from.current
    if (!began || !finger) return
    const [x, y] = [finger.clientX - began.x, finger.clientY - began.y]
    if (!began.down) {
      if (Math.hypot(x, y) < UNDECIDED_PX) return
      began.down = y > 2 * Math.abs(x) && event.timeStamp - began.at < RESTED_MS
      if (!began.down) from.current = null
    }
    setPull(from.current ? (y >= FAR_PX ? 'far' : y > UNDECIDED_PX ? 'pulling' : 'none') : 'none')
  })
  const end = useEffectEvent((event: TouchEvent) => {
    if (from.current?.down && event.type === 'touchend' && pull === 'far') onPull()
    from.current = null
    setPull('none')
  })
  useEffect(() => {
    const handlers = { touchstart: start, touchmove: move, touchend: end, touchcancel: end }
    const listeners = Object.entries(handlers).map(([type, handler]) => [type, (event: Event) => handler(event as TouchEvent)] as const)
    for (const [type, listener] of listeners) window.addEventListener(type, listener, { passive: true })
    return () => {
      for (const [type, listener] of listeners) window.removeEventListener(type, listener)
    }
  }, [])
  return pull
}
