const FILLS = {
  rest: 'fill-rest',
  inactive: 'fill-inactive',
  low: 'fill-low',
  medium: 'fill-medium',
  high: 'fill-high',
  sleep: 'fill-sleep',
  readiness: 'fill-readiness',
  activity: 'fill-activity',
  hr: 'fill-hr',
  hrv: 'fill-hrv',
  awake: 'fill-awake',
  rem: 'fill-rem',
  light: 'fill-light',
  deep: 'fill-deep',
  stress: 'fill-stress',
  recovery: 'fill-recovery',
  band: 'fill-band',
  ink3: 'fill-ink3',
  /** The colour of the metric that this part of the page draws. */
  metric: 'metric-fill',
} as const
export type SwatchColor = keyof typeof FILLS

/** The mark that stands for a series in a legend: a line, a dot, a square, or hatching for "not worn". */
export function Swatch({ color, shape = 'square' }: { color: SwatchColor | 'hatch'; shape?: 'line' | 'dot' | 'square' }) {
  if (color === 'hatch')
    return (
      <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5 flex-none overflow-hidden">
        <path d="M-1 4 4-1M-1 8 8-1M1 10 10 1M5 10l5-5M9 10l2-2" className="stroke-control" strokeWidth="1" />
      </svg>
    )
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" className={`size-2.5 flex-none ${FILLS[color]}`}>
      {shape === 'line' && <rect y="4" width="10" height="2" rx="1" />}
      {shape === 'dot' && <circle cx="5" cy="5" r="3" />}
      {shape === 'square' && <rect width="10" height="10" rx="2" />}
    </svg>
  )
}
