import type { ReactNode } from 'react'
import type { Quantity as Measure } from '@/lib/format'

// The words between the numbers of a duration are units too: `7 h 34 m`.
const NUMBERS = /([−+]?\d[\d.,:]*)/

/** A value with its units set smaller: `46 bpm`, `7 h 34 m`. */
export function Quantity({ of: { value, unit }, className = 'text-metric' }: { of: Measure; className?: string }) {
  return (
    <span className={className}>
      {/\d/.test(value)
        ? value.split(NUMBERS).map((part, index) => (index % 2 === 1 ? part : part && <Unit key={part}>{part}</Unit>))
        : value}
      {unit && value !== '–' && <Unit>{` ${unit}`}</Unit>}
    </span>
  )
}

function Unit({ children }: { children: string }) {
  return <span className="text-unit leading-none font-medium tracking-normal text-ink2">{children}</span>
}

/** A name, its value and one line of comparison below. The line keeps its height when it is empty. `cover` is laid over all of it. */
export function Figure({ name, of, note, cover }: { name: string; of: Measure; note?: ReactNode; cover?: ReactNode }) {
  return (
    <div className="relative min-w-0">
      <dt className="text-caption text-ink2">{name}</dt>
      <dd>
        <Quantity of={of} />
        <span className="block min-h-4 break-keep text-caption text-ink3">{note}</span>
        {cover}
      </dd>
    </div>
  )
}
