/** How far something is, 0 … 1; null when that is not known yet. Percent attributes, since the page's policy allows no inline style. */
export function Progress({ label, value }: { label: string; value: number | null }) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
    >
      <svg aria-hidden="true" width="100%" height="8" className="block rounded-full">
        <rect width="100%" height="8" rx="4" className="fill-band" />
        {percent !== null && percent > 0 && <rect width={`${percent}%`} height="8" rx="4" className="fill-ink" />}
      </svg>
    </div>
  )
}
