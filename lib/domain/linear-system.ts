/**
 * The row vector `x` with x·matrix = the first unit vector: Gaussian elimination with partial pivoting on the transpose. A column that says
 * nothing new (pivot under 1e-9) gets 0.
 */
export function firstRowOfInverse(matrix: readonly (readonly number[])[]): number[] {
  const n = matrix.length
  const rows = Array.from({ length: n }, (_, i) => [...Array.from({ length: n }, (_, j) => matrix[j]?.[i] ?? 0), i === 0 ? 1 : 0])
  const pivots: number[] = []
  let top = 0
  for (let column = 0; column < n; column++) {
    const best = argMax(rows, column, top)
    const pivot = rows[best]?.[column] ?? 0
    if (Math.abs(pivot) < 1e-9) {
      pivots.push(-1)
      continue
    }
    swap(rows, best, top)
    const lead = rows[top] ?? []
    for (const [index, row] of rows.entries()) {
      if (index === top) continue
      const share = (row[column] ?? 0) / pivot
      if (share !== 0) for (let k = column; k <= n; k++) row[k] = (row[k] ?? 0) - share * (lead[k] ?? 0)
    }
    pivots.push(top)
    top++
  }
  return pivots.map((row, column) => (row < 0 ? 0 : (rows[row]?.[n] ?? 0) / (rows[row]?.[column] ?? 1)))
}

function argMax(rows: readonly (readonly number[])[], column: number, from: number): number {
  let best = from
  for (let i = from; i < rows.length; i++) if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = i
  return best
}

function swap(rows: number[][], a: number, b: number): void {
  const [first, second] = [rows[a], rows[b]]
  if (first && second) [rows[a], rows[b]] = [second, first]
}
