import type { ReactNode } from 'react'

type Props = {
  name: ReactNode
  /** What else there is to know, a line each. */
  notes: readonly ReactNode[]
  /** What can be done with it. */
  action?: ReactNode
  children?: ReactNode
}

/** One of a list in a card: its name, what is known of it, and at the right what can be done. */
export function Row({ name, notes, action, children }: Props) {
  return (
    <li className="border-line py-1 not-first:border-t">
      <div className="flex min-h-12 items-center gap-2">
        <div className="min-w-0 py-1">
          <p className="break-words">{name}</p>
          {notes.map((note, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one row keep their places.
            <p key={index} className="text-caption text-ink3">
              {note}
            </p>
          ))}
        </div>
        {action && <div className="ml-auto flex-none">{action}</div>}
      </div>
      {children && <div className="pb-2">{children}</div>}
    </li>
  )
}
