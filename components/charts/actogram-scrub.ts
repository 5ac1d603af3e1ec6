import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { ACTOGRAM_MINUTES, type ActogramPlace } from '@/lib/domain/actogram'

const THRESHOLD_PX = 6
const STEP = 15

type Props = {
  rows: number
  place: ActogramPlace | null
  onPlace: (place: ActogramPlace | null) => void
  onOpen: (place: ActogramPlace) => void
}

/**
 * Pointer and key handlers of an actogram. Mouse: hovering selects, a click opens the day. Touch: a tap selects, a horizontal drag goes
 * through time (vertical belongs to the page). Keys: left and right by a quarter of an hour or, with Shift, an hour; up and down by a day;
 * Home, End; Enter opens the day; Esc clears.
 */
export function useActogramScrub({ rows, place, onPlace, onOpen }: Props) {
  const touch = useRef<{ x: number; y: number; moved: boolean } | null>(null)
  const placeAt = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): ActogramPlace => {
    const box = currentTarget.getBoundingClientRect()
    const minute = Math.floor((((clientX - box.left) / box.width) * ACTOGRAM_MINUTES) / 5) * 5
    return {
      row: Math.max(0, Math.min(rows - 1, Math.floor(((clientY - box.top) / box.height) * rows))),
      minute: Math.max(0, Math.min(ACTOGRAM_MINUTES - 5, minute)),
    }
  }
  const move = (row: number, minute: number) =>
    onPlace({ row: Math.max(0, Math.min(rows - 1, row)), minute: Math.max(0, Math.min(ACTOGRAM_MINUTES - STEP, minute)) })
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      touch.current = event.pointerType === 'mouse' ? null : { x: event.clientX, y: event.clientY, moved: false }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (event.pointerType === 'mouse') return onPlace(placeAt(event))
      const held = touch.current
      if (!held) return
      if (!held.moved) {
        const [across, down] = [Math.abs(event.clientX - held.x), Math.abs(event.clientY - held.y)]
        if (across <= THRESHOLD_PX || down > across) return
        held.moved = true
        event.currentTarget.setPointerCapture(event.pointerId)
      }
      onPlace(placeAt(event))
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      if (event.pointerType === 'mouse' && event.button === 0) onOpen(placeAt(event))
      else if (touch.current && !touch.current.moved) onPlace(placeAt(event))
      touch.current = null
    },
    onPointerCancel() {
      touch.current = null
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const { row, minute } = place ?? { row: rows - 1, minute: 720 }
      const step = event.shiftKey ? 60 : STEP
      const keys: Record<string, () => void> = {
        ArrowLeft: () => move(row, minute - step),
        ArrowRight: () => move(row, minute + step),
        ArrowUp: () => move(row - 1, minute),
        ArrowDown: () => move(row + 1, minute),
        Home: () => move(row, 0),
        End: () => move(row, ACTOGRAM_MINUTES),
        Enter: () => onOpen({ row, minute }),
        Escape: () => onPlace(null),
      }
      const act = keys[event.key]
      if (!act) return
      event.preventDefault()
      act()
    },
  }
}
