import { type PointerEvent, useRef } from 'react'
import { movedWindow, type OverviewWindow } from '@/lib/domain/trend-overview'

const THRESHOLD_PX = 6

type Drag = { x: number; of: OverviewWindow; next: OverviewWindow | null }

/**
 * Pointer handlers that move a window along its strip: taken by its middle it follows, a tap beside it brings it there. A finger that goes
 * up or down scrolls the page. `onWindow` with null takes back what was begun.
 */
export function useOverviewDrag(window: OverviewWindow, onWindow: (next: OverviewWindow | null, isOver: boolean) => void) {
  const drag = useRef<Drag | null>(null)
  const placeAt = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return Math.floor(((clientX - left) / width) * window.days)
  }
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || event.target instanceof HTMLInputElement) return
      const [place, middle] = [placeAt(event), Math.round((window.end - window.start) / 2)]
      const isBeside = place < window.start || place > window.end
      const of = isBeside ? movedWindow(window, 'both', place - middle) : window
      drag.current = { x: event.clientX, of, next: isBeside ? of : null }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const held = drag.current
      if (!held) return
      const by = event.clientX - held.x
      if (Math.abs(by) <= THRESHOLD_PX && !event.currentTarget.hasPointerCapture(event.pointerId)) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const days = Math.round((by / event.currentTarget.getBoundingClientRect().width) * window.days)
      held.next = movedWindow(held.of, 'both', held.of.start + days)
      onWindow(held.next, false)
    },
    onPointerUp() {
      const next = drag.current?.next ?? null
      drag.current = null
      if (next) onWindow(next, true)
    },
    onPointerCancel() {
      if (drag.current) onWindow(null, true)
      drag.current = null
    },
  }
}
