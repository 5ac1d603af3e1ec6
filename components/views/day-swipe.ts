'use client'
import { type PointerEvent, useRef } from 'react'

const LEAST_PX = 48

/** Handlers for a page that changes the day when what is marked `data-swipe` is swiped by one finger: to the right the day before, to the left the day after. */
export function useDaySwipe({ previous, next }: { previous: () => void; next: () => void }) {
  const from = useRef<{ x: number; y: number } | null>(null)
  return {
    onPointerDown: (event: PointerEvent) => {
      // A second finger is none of it, and ends it.
      const swiped = event.pointerType !== 'mouse' && event.isPrimary && (event.target as Element).closest('[data-swipe]')
      from.current = swiped ? { x: event.clientX, y: event.clientY } : null
    },
    onPointerUp: (event: PointerEvent) => {
      const start = from.current
      from.current = null
      if (!start) return
      const [x, y] = [event.clientX - start.x, event.clientY - start.y]
      if (Math.abs(x) < LEAST_PX || Math.abs(x) < 1.5 * Math.abs(y)) return
      if (x > 0) previous()
      else next()
    },
    onPointerCancel: () => {
      from.current = null
    },
  }
}
