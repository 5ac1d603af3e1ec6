import 'server-only'

/** An answer as JSON text, and when its range was last confirmed with Oura (epoch ms; null: never). */
export type Answer = { body: string; asOf: number | null }

/** Oura's envelope around rows that are JSON texts already: nothing is parsed. */
export function pageOf(rows: readonly string[], nextToken: string | null): string {
  return `{"data":[${rows.join(',')}],"next_token":${JSON.stringify(nextToken)}}`
}

/**
 * Only some fields of a JSON object, in its own order; `always` stay whether they are asked for or not. As Oura does, all of it where it
 * has none of them.
 */
export function pickFields(body: string, fields: readonly string[], always: readonly string[]): string {
  const wanted = new Set([...fields, ...always])
  const parsed: Record<string, unknown> = JSON.parse(body)
  if (!fields.some((name) => name in parsed)) return body
  return JSON.stringify(Object.fromEntries(Object.entries(parsed).filter(([name]) => wanted.has(name))))
}
