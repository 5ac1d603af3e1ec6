/** A level of a few as rising steps, those reached filled; smaller where its place is narrow. */
export function LevelBars({ level, of, label }: { level: number; of: number; label: string }) {
  const width = 29 * of - 4
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height="26"
      viewBox={`0 0 ${width} 26`}
      preserveAspectRatio="xMinYMax"
      className="mt-auto block max-w-full"
    >
      {Array.from({ length: of }, (_, index) => index).map((step) => (
        <rect
          key={step}
          x={29 * step}
          y={20 - 3.6 * step}
          width="25"
          height={6 + 3.6 * step}
          rx="2"
          className={step < level ? 'fill-readiness' : 'fill-band'}
        />
      ))}
    </svg>
  )
}
