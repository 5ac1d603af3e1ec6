import type { YearHeld } from '@/lib/domain/coverage-days'

const HEIGHT = 20
const FILLS = { h: 'fill-readiness', p: 'fill-readiness', q: 'fill-control', n: '' } as const

/** A year as one strip, a day a column: stored full, partly half, queued grey, nothing at Oura bare ground. Its words stand beside it. */
export function CoverageYear({ year }: { year: YearHeld }) {
  return (
    <svg
      viewBox={`0 0 ${year.days} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="h-5 w-full overflow-hidden rounded-[3px]"
    >
      <rect width={year.days} height={HEIGHT} className="fill-bg" />
      {year.runs.map(({ start, length, held }) =>
        held === 'n' ? null : (
          <rect
            key={start}
            x={start}
            y={held === 'p' ? HEIGHT / 2 : 0}
            width={length}
            height={held === 'p' ? HEIGHT / 2 : HEIGHT}
            className={FILLS[held]}
          />
        ),
      )}
    </svg>
  )
}
