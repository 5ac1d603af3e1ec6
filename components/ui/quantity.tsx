import type { Quantity as Measure } from '@/lib/format'

/** A value with its unit set smaller: `46 bpm`. Percent signs stand close, as the language wants. */
export function Quantity({ of: { value, unit }, className = 'text-metric' }: { of: Measure; className?: string }) {
  return (
    <span className={className}>
      {value}
      {unit && value !== '–' && <span className="ml-0.5 text-unit font-medium tracking-normal text-ink2">{` ${unit}`}</span>}
    </span>
  )
}

/** A name, its value and one line of comparison below. The line keeps its height when it is empty. */
export function Figure({ name, of, note }: { name: string; of: Measure; note?: string | null }) {
  return (
    <div className="min-w-0">
      <dt className="text-caption text-ink2">{name}</dt>
      <dd>
        <Quantity of={of} />
        <span className="block min-h-4 text-caption text-ink3">{note}</span>
      </dd>
    </div>
  )
}
