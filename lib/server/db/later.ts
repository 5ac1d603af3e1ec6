import 'server-only'

/**
 * Whether what comes takes the place of what is here, by the moments of both. Of one moment the same one of two always stands, whichever
 * came first: two servers that exchange their files end with the same.
 */
export function isLater(coming: object, here: object, comingAt: number, hereAt: number): boolean {
  if (comingAt !== hereAt) return comingAt > hereAt
  const text = (row: object) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))
  return text(coming) > text(here)
}
