import type { ReactNode } from 'react'

const DOTS = { ok: 'bg-ok', warn: 'bg-warn', danger: 'bg-danger', quiet: 'bg-ink3' } as const
export type Status = keyof typeof DOTS

/** A dot and a few words on how things stand; the words carry the meaning, the dot repeats it. */
export function StatusLine({ status, children }: { status: Status; children: ReactNode }) {
  return (
    <p data-sync className="flex min-h-[1.375rem] min-w-0 items-center gap-[7px] text-secondary text-ink2">
      <span aria-hidden="true" className={`size-2 flex-none rounded-full ${DOTS[status]}`} />
      <span className="min-w-0">{children}</span>
    </p>
  )
}
