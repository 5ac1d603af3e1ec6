import 'server-only'

/** Parameters of one statement: below SQLite's 32,766 and Postgres' 65,535, and few enough that a statement compiles fast. */
const PARAMETERS = 4000

/** Cuts rows of `columns` values each into runs that fit into one statement. */
export function batches<Row>(rows: readonly Row[], columns: number): Row[][] {
  const size = Math.max(1, Math.floor(PARAMETERS / columns))
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size))
}
