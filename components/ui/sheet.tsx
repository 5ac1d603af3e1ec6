'use client'
import { type PointerEvent, type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react'

type Props = { open: boolean; title: string; aside?: ReactNode; onClose: () => void; children: ReactNode; closeLabel: string }

const CLOSE_PX = 80

/**
 * A sheet from the bottom edge, on wide screens a panel in the middle. The platform's own dialog keeps the focus inside, closes on Esc and
 * gives the focus back; a drag of its handle closes it too. What is marked `data-first-focus` gets the focus first. `onClose` is for what
 * somebody closes here: not for a sheet over this one, nor for what closes since `open` says so.
 */
export function Sheet({ open, title, aside, onClose, children, closeLabel }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const from = useRef<number | null>(null)
  const beside = useRef(false)
  const id = useId()

  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (open && !element.open) {
      element.showModal()
      element.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    }
    if (!open && element.open) element.close()
  }, [open])

  const move = (to: number) => {
    if (dialog.current) dialog.current.style.translate = to > 0 ? `0 ${to}px` : ''
  }
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (from.current !== null) move(event.clientY - from.current)
  }
  const drop = (event: PointerEvent<HTMLElement>) => {
    if (from.current === null) return
    const far = event.clientY - from.current > CLOSE_PX
    from.current = null
    move(0)
    if (far) onClose()
  }

  // React has the closing of a sheet over this one come by here; and the platform tells of a closing when another sheet may be open already.
  const closed = ({ target, currentTarget }: SyntheticEvent<HTMLDialogElement>) => {
    if (target === currentTarget && open && !currentTarget.open) onClose()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the platform's dialog already closes on Esc; this is the tap beside it.
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={closed}
      onPointerDown={({ target, currentTarget }) => {
        beside.current = target === currentTarget
      }}
      // A selection that begins in a field and ends beside the sheet is a click on the sheet, and no tap.
      onClick={({ target, currentTarget }) => target === currentTarget && beside.current && onClose()}
      className="mx-auto mt-auto mb-0 hidden max-h-[calc(100dvh-2rem)] w-full max-w-[32rem] translate-y-full flex-col overflow-hidden rounded-t-sheet bg-surface p-0 text-ink transition-[translate,display,overlay] transition-discrete duration-200 ease-out backdrop:bg-black/50 open:flex open:translate-y-0 lg:my-auto lg:rounded-sheet starting:open:translate-y-full"
    >
      <div
        className="flex-none touch-none px-4 pt-2 pb-2"
        onPointerDown={(event) => {
          if ((event.target as Element).closest('button')) return
          from.current = event.clientY
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={drop}
      >
        <div aria-hidden="true" className="mx-auto mb-3 h-1 w-9 rounded-full bg-control" />
        <div className="flex min-h-11 items-center gap-2">
          <h2 id={id} aria-live="polite" className="text-card">
            {title}
          </h2>
          <div className="ml-auto flex items-center gap-1">
            {aside}
            <button
              type="button"
              onClick={onClose}
              className="sr-only focus:not-sr-only focus:px-3 focus:text-secondary focus:font-semibold"
            >
              {closeLabel}
            </button>
          </div>
        </div>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
        {open && children}
      </div>
    </dialog>
  )
}
