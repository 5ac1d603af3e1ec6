import { type PointerEvent, useEffect, useRef } from 'react'

/** The selected minute of the axis; with an anchor, the stretch between both. */
export type Selection = { minute: number; anchor: number | null }

const THRESHOLD_PX = 6
const LONG_PRESS_MS = 450

type Gesture = { pointer: number; x: number; y: number; mode: 'waiting' | 'scrub' | 'range'; anchor: number; timer: number | undefined }
type Props = {
  minutes: number
  /** The last place that can be selected: the minute before the end, or the end itself where places are points. */
  last: number
  selection: Selection | null
  onSelect: (selection: Selection) => void
}

/**
 * Pointer handlers of an axis. Touch: horizontal movement scrubs after 6 px (vertical belongs to the page), a tap selects, a long press pins
 * one edge and the finger drags the other. Mouse: hovering scrubs, dragging selects a range. Snaps to whole minutes.
 */
export function useScrub({ minutes, last, selection, onSelect }: Props) {
  const gesture = useRef<Gesture | null>(null)
  const end = () => {
    clearTimeout(gesture.current?.timer)
    gesture.current = null
  }
  useEffect(() => () => clearTimeout(gesture.current?.timer), [])

  const minuteOf = (element: Element, clientX: number) => {
    const box = element.getBoundingClientRect()
    return Math.max(0, Math.min(last, Math.round(((clientX - box.left) / box.width) * minutes)))
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || !event.isPrimary) return
      const { currentTarget: element, pointerId } = event
      const anchor = minuteOf(element, event.clientX)
      const pin = () => {
        if (gesture.current?.mode !== 'waiting') return
        gesture.current.mode = 'range'
        element.setPointerCapture(pointerId)
        onSelect({ minute: anchor, anchor })
      }
      const timer = event.pointerType === 'mouse' ? undefined : window.setTimeout(pin, LONG_PRESS_MS)
      gesture.current = { pointer: pointerId, x: event.clientX, y: event.clientY, mode: 'waiting', anchor, timer }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const minute = minuteOf(event.currentTarget, event.clientX)
      const held = gesture.current
      if (!held || held.pointer !== event.pointerId) {
        if (event.pointerType === 'mouse' && (selection?.anchor ?? null) === null && selection?.minute !== minute)
          onSelect({ minute, anchor: null })
        return
      }
      if (held.mode === 'waiting') {
        const [across, down] = [Math.abs(event.clientX - held.x), Math.abs(event.clientY - held.y)]
        if (Math.max(across, down) <= THRESHOLD_PX) return
        clearTimeout(held.timer)
        if (event.pointerType !== 'mouse' && down > across) return end()
        held.mode = event.pointerType === 'mouse' ? 'range' : 'scrub'
        event.currentTarget.setPointerCapture(event.pointerId)
      }
      const anchor = held.mode === 'range' ? held.anchor : null
      if (selection?.minute !== minute || selection.anchor !== anchor) onSelect({ minute, anchor })
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      if (gesture.current?.mode === 'waiting') onSelect({ minute: minuteOf(event.currentTarget, event.clientX), anchor: null })
      end()
    },
    onPointerCancel: end,
  }
}

/**
 * What a key does to the selection: arrows by 1 or, with Shift, `far` places up to `last`, Home, End, Enter to pin an edge, Esc to clear;
 * undefined for other keys.
 */
export function selectionByKey(key: string, shift: boolean, from: Selection, last: number, far = 15): Selection | null | undefined {
  const to = (minute: number): Selection => ({ minute: Math.max(0, Math.min(last, minute)), anchor: from.anchor })
  const step = shift ? far : 1
  if (key === 'ArrowLeft') return to(from.minute - step)
  if (key === 'ArrowRight') return to(from.minute + step)
  if (key === 'Home') return to(0)
  if (key === 'End') return to(last)
  if (key === 'Enter') return { minute: from.minute, anchor: from.anchor === null ? from.minute : null }
  if (key === 'Escape') return null
  return undefined
}
