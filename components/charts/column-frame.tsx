import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from 'react'

type Props = {
  label: string
  count: number
  /** The selected column; null for none. */
  index: number | null
  /** Where keys start from while nothing is selected. */
  resting: number
  onIndex: (index: number | null) => void
  /** Rows under each other instead, the first one this many px below the top. */
  rowsFrom?: number
  className?: string
  children: ReactNode
}

const THRESHOLD_PX = 6

/**
 * Columns side by side, or rows, as one picture with one name. Mouse: hovering selects. Touch: a tap selects, a drag that begins
 * horizontally goes through (vertical belongs to the page). Keys: left and right, up and down (Shift: by four), Home, End, Esc. A tap
 * beside it clears.
 */
export function ColumnFrame({ label, count, index, resting, onIndex, rowsFrom, className = '', children }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const touch = useRef<{ x: number; y: number; moved: boolean } | null>(null)
  useEffect(() => {
    if (index === null) return
    const clear = (event: Event) => {
      if (event.target instanceof Element && !root.current?.contains(event.target) && !event.target.closest('dialog')) onIndex(null)
    }
    document.addEventListener('pointerdown', clear)
    return () => document.removeEventListener('pointerdown', clear)
  }, [index, onIndex])

  const within = (value: number) => Math.max(0, Math.min(count - 1, value))
  const columnAt = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect()
    const share = rowsFrom === undefined ? (clientX - box.left) / box.width : (clientY - box.top - rowsFrom) / (box.height - rowsFrom)
    return within(Math.floor(share * count))
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const from = index ?? resting
    const step = event.shiftKey ? 4 : 1
    const to: Record<string, number | null> = {
      ArrowLeft: within(from - step),
      ArrowRight: within(from + step),
      ArrowUp: within(from - step),
      ArrowDown: within(from + step),
      Home: 0,
      End: count - 1,
      Escape: null,
    }
    const next = to[event.key]
    if (next === undefined) return
    event.preventDefault()
    onIndex(next)
  }
  return (
    <div
      ref={root}
      className={`column-frame ${className}`}
      role="img"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the selection, and every value is in the table beside it.
      tabIndex={0}
      onKeyDown={press}
      onPointerDown={(event) => {
        touch.current = event.pointerType === 'mouse' ? null : { x: event.clientX, y: event.clientY, moved: false }
      }}
      onPointerMove={(event) => {
        if (event.pointerType === 'mouse') return onIndex(columnAt(event))
        const held = touch.current
        if (!held) return
        const [across, down] = [Math.abs(event.clientX - held.x), Math.abs(event.clientY - held.y)]
        if (!held.moved && (across <= THRESHOLD_PX || down > across)) return
        if (!held.moved) event.currentTarget.setPointerCapture(event.pointerId)
        held.moved = true
        onIndex(columnAt(event))
      }}
      onPointerUp={(event) => {
        if (touch.current && !touch.current.moved) onIndex(columnAt(event))
        touch.current = null
      }}
      onPointerCancel={() => {
        touch.current = null
      }}
    >
      {children}
    </div>
  )
}
