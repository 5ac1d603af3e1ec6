/** Rows of cells as CSV (RFC 4180): nothing for null, quotes only where a cell needs them. */
export function csvText(head: readonly string[], rows: readonly (readonly (string | null | undefined)[])[]): string {
  const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return [head, ...rows.map((row) => row.map((cell) => quoted(cell ?? ''))), []].map((row) => row.join(',')).join('\r\n')
}

/** What a person wrote, as a cell that no spreadsheet takes for a formula (OWASP ASVS 5.0, 1.2.10). */
export const csvWord = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
