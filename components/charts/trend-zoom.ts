import { type KeyboardEvent, type PointerEvent, type RefCallback, useCallback, useEffect, useEffectEvent, useRef } from 'react'

type OnZoom = (factor: number, share: number, isOver: boolean) => void
type Finger = { x: number }
type Pinch = { apart: number; share: number; factor: number }

/** A wheel that has been still this long has let go. */
const WHEEL_OVER_MS = 250
const KEY_FACTOR = 0.5
const LEAST_APART_PX = 12
const NOBODY = -1

/**
 * Handlers that zoom a chart: two fingers, Ctrl and the wheel (a trackpad's pinch says the same), and + or − on the keyboard. They sit around
 * the chart and see a gesture before it does: while two fingers are down nothing is scrubbed.
 */
export function useTrendZoom(onZoom: OnZoom) {
  const fingers = useRef(new Map<number, Finger>())
  const pinch = useRef<Pinch | null>(null)
  const wheel = useRef<{ factor: number; share: number; timer: number } | null>(null)
  const zoom = useEffectEvent(onZoom)

  const plotOf = (element: Element) => element.querySelector('.clock-plot')?.getBoundingClientRect()
  const shareOf = (element: Element, x: number) => {
    const box = plotOf(element)
    return box ? Math.max(0, Math.min(1, (x - box.left) / box.width)) : 0.5
  }
  const turn = useEffectEvent((event: WheelEvent) => {
    if (!event.ctrlKey || !(event.currentTarget instanceof Element)) return
    event.preventDefault()
    const before = wheel.current
    clearTimeout(before?.timer)
    const factor = (before?.factor ?? 1) * Math.exp(event.deltaY / 300)
    const share = before?.share ?? shareOf(event.currentTarget, event.clientX)
    const over = () => {
      wheel.current = null
      zoom(factor, share, true)
    }
    wheel.current = { factor, share, timer: window.setTimeout(over, WHEEL_OVER_MS) }
    zoom(factor, share, false)
  })
  useEffect(() => () => clearTimeout(wheel.current?.timer), [])
  // React listens to the wheel passively and could not keep the page from zooming.
  const ref: RefCallback<HTMLDivElement> = useCallback((element) => {
    const listener = (event: WheelEvent) => turn(event)
    element?.addEventListener('wheel', listener, { passive: false })
    return () => element?.removeEventListener('wheel', listener)
  }, [])

  const apart = () => {
    const [one, two] = [...fingers.current.values()]
    return one && two ? Math.max(LEAST_APART_PX, Math.abs(one.x - two.x)) : null
  }
  const lift = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId)
    const held = pinch.current
    if (!held) return
    event.stopPropagation()
    pinch.current = null
    onZoom(held.factor, held.share, true)
  }
  return {
    ref,
    onPointerDownCapture(event: PointerEvent<HTMLElement>) {
      if (event.pointerType !== 'touch') return
      fingers.current.set(event.pointerId, { x: event.clientX })
      const distance = apart()
      if (distance === null) return
      const [one, two] = [...fingers.current.values()]
      // What the first finger has begun is over: its long press must not come now.
      event.currentTarget
        .querySelector('.clock-plot')
        ?.dispatchEvent(new PointerEvent('pointercancel', { bubbles: true, pointerId: NOBODY }))
      pinch.current = { apart: distance, share: shareOf(event.currentTarget, ((one?.x ?? 0) + (two?.x ?? 0)) / 2), factor: 1 }
      event.stopPropagation()
    },
    onPointerMoveCapture(event: PointerEvent<HTMLElement>) {
      const finger = fingers.current.get(event.pointerId)
      if (!finger) return
      finger.x = event.clientX
      const distance = apart()
      if (!pinch.current || distance === null) return
      event.stopPropagation()
      pinch.current.factor = pinch.current.apart / distance
      onZoom(pinch.current.factor, pinch.current.share, false)
    },
    onPointerUpCapture: lift,
    onPointerCancelCapture: lift,
    onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || !['+', '=', '-'].includes(event.key)) return
      event.preventDefault()
      onZoom(event.key === '-' ? 1 / KEY_FACTOR : KEY_FACTOR, 1, true)
    },
  }
}
