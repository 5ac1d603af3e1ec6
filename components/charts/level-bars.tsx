/** A level of a few as rising steps, those reached filled. */
export function LevelBars({ level, of, label }: { level: number; of: number; label: string }) {
  return (
    <svg role="img" aria-label={label} width={29 * of - 4} height="26" className="mt-auto block">
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
