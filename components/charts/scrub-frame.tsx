import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useEffect, useRef } from 'react'
import type { Axis } from './axis-position'
import { type Selection, selectionByKey, useScrub } from './scrub'

type Props = {
  axis: Axis
  /** The last place that can be selected, where it is not the minute before the end. */
  last?: number
  /** How far an arrow key goes with Shift. */
  far?: number
  label: string
  /** Whether the axis needs a second row, for changes of the wearer's clock. */
  changes: boolean
  selection: Selection | null
  /** Where keys start from while nothing is selected. */
  resting: number
  onSelect: (selection: Selection | null) => void
  /** Lets recharts take the posters over, the touched lane first. */
  wake: (lane?: string) => void
  /** Laid over the lanes and outside the picture: what has buttons or links of its own. */
  over?: ReactNode
  children: ReactNode
}

/** Lanes over one axis as one picture with one name: pointer, keys and focus sit here, outside what recharts replaces. */
export function ScrubFrame({
  axis,
  last = axis.span.minutes - 1,
  far,
  label,
  changes,
  selection,
  resting,
  onSelect,
  wake,
  over,
  children,
}: Props) {
  const root = useRef<HTMLDivElement>(null)
  const { minutes } = axis.span
  const scrub = useScrub({ minutes, last, selection, onSelect })

  useEffect(() => {
    if (!selection) return
    const clear = (event: Event) => {
      if (
        event.target instanceof Element &&
        !root.current?.contains(event.target) &&
        !event.target.closest('dialog, [data-keeps-selection]')
      )
        onSelect(null)
    }
    document.addEventListener('pointerdown', clear)
    return () => document.removeEventListener('pointerdown', clear)
  }, [selection, onSelect])

  const wakeFrom = (event: SyntheticEvent) => {
    const lane = event.target instanceof Element ? event.target.closest('[data-lane]')?.getAttribute('data-lane') : null
    wake(lane ?? undefined)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    wakeFrom(event)
    const next = selectionByKey(event.key, event.shiftKey, selection ?? { minute: resting, anchor: null }, last, far)
    if (next === undefined) return
    event.preventDefault()
    onSelect(next)
  }
  return (
    <div className="clock-frame" ref={root}>
      <div
        className="clock-plot"
        role="img"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the crosshair, and every value is in the table beside it.
        tabIndex={0}
        data-changes={changes ? '' : undefined}
        onFocus={wakeFrom}
        onKeyDown={press}
        onPointerEnter={wakeFrom}
        onContextMenu={(event) => selection?.anchor !== undefined && selection?.anchor !== null && event.preventDefault()}
        {...scrub}
        onPointerDown={(event) => {
          wakeFrom(event)
          scrub.onPointerDown(event)
        }}
      >
        {children}
      </div>
      {over}
    </div>
  )
}
