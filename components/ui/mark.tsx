/** The mark: a ring, the arc of a score, the pulse inside. Decorative, its name stands beside it. */
export function Mark({ className = 'size-6.5' }: { className?: string }) {
  return (
    <svg viewBox="0 0 28 28" fill="none" aria-hidden="true" className={`shrink-0 ${className}`}>
      <circle cx="14" cy="14" r="10.5" strokeWidth="3" className="stroke-ink" />
      <path d="M14 3.5a10.5 10.5 0 0 1 9.09 5.25" strokeWidth="3" className="stroke-activity" />
      <circle cx="14" cy="14" r="3" className="fill-ink" />
    </svg>
  )
}
