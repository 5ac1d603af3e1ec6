import { useId } from 'react'

const FILLS = { rest: 'fill-rest', inactive: 'fill-inactive', low: 'fill-low', medium: 'fill-medium', high: 'fill-high' } as const

export type StackedPart = { color: keyof typeof FILLS | 'hatch'; value: number }

/** Parts of a whole side by side, in their order; the last may be hatched for what was not measured. */
export function StackedBar({ parts, label }: { parts: readonly StackedPart[]; label: string }) {
  const id = useId()
  const total = parts.reduce((sum, { value }) => sum + value, 0)
  const percent = (value: number) => `${Math.round((value / total) * 10_000) / 100}%`
  let before = 0
  return (
    <svg role="img" aria-label={label} width="100%" height="18" className="block overflow-hidden rounded-[5px]">
      <defs>
        <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V5" strokeWidth="1.2" className="stroke-control" />
        </pattern>
      </defs>
      {parts.map(({ color, value }) => {
        if (value <= 0 || total <= 0) return null
        const x = percent(before)
        before += value
        const look = color === 'hatch' ? { fill: `url(#${id})` } : { className: FILLS[color] }
        return <rect key={color} x={x} width={percent(value)} height="18" {...look} />
      })}
      <Gaps parts={parts} total={total} percent={percent} />
    </svg>
  )
}

/** A line of the ground between two parts, so that neighbours of like lightness stay apart. */
function Gaps({ parts, total, percent }: { parts: readonly StackedPart[]; total: number; percent: (value: number) => string }) {
  let before = 0
  return parts.map(({ color, value }) => {
    const at = before
    before += value
    if (at <= 0 || value <= 0 || at >= total) return null
    return <line key={color} x1={percent(at)} x2={percent(at)} y2="18" strokeWidth="1.5" className="stroke-surface" />
  })
}
