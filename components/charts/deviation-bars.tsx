const HEIGHT = 34
const ZERO = HEIGHT / 2
const round = (value: number) => Math.round(value * 100) / 100

/** Some days above and below zero as bars, warm and cool, the last one in full strength. At least ±`least` fills the height. */
export function DeviationBars({ values, least }: { values: readonly (number | null)[]; least: number }) {
  const reach = Math.max(least, ...values.map((value) => Math.abs(value ?? 0)))
  const step = 100 / values.length
  return (
    <svg aria-hidden="true" width="100%" height={HEIGHT} className="mt-auto block">
      <line x2="100%" y1={ZERO} y2={ZERO} className="stroke-control" />
      {values.map((value, index) => {
        if (value === null) return null
        const height = Math.max(1.5, (Math.abs(value) / reach) * (ZERO - 2))
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the fortnight is what a bar is.
            key={index}
            x={`${round(index * step + step * 0.15)}%`}
            width={`${round(step * 0.7)}%`}
            y={round(value > 0 ? ZERO - height : ZERO)}
            height={round(height)}
            rx="1.5"
            className={value > 0 ? 'fill-warm' : 'fill-cool'}
            opacity={index === values.length - 1 ? 1 : 0.82}
          />
        )
      })}
    </svg>
  )
}
