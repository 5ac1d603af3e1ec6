/** Rows of cells as CSV (RFC 4180): nothing for null, quotes only where a cell needs them. */
export function csvText(head: readonly string[], rows: readonly (readonly (string | null | undefined)[])[]): string {
  const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return [head, ...rows.map((row) => row.map((cell) => quoted(cell ?? ''))), []].map((row) => row.join(',')).join('\r\n')
}
