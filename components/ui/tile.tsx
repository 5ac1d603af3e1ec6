import type { ReactNode } from 'react'

/** A small card for one measurement. */
export function Tile({ className = '', children }: { className?: string; children: ReactNode }) {
  return <div className={`relative flex min-w-0 flex-col rounded-tile bg-surface px-3.5 py-3 ${className}`}>{children}</div>
}
