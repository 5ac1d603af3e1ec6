/** JSON to be read: two spaces a level; lists of numbers and texts stay on one line, so that 1,440 minutes are no 1,440 lines. Text that is no JSON stays as it is. */
export function prettyJson(text: string): string {
  try {
    return pretty(JSON.parse(text), '')
  } catch {
    return text
  }
}

function pretty(value: unknown, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.every((item) => item === null || typeof item !== 'object')) return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
    return `[\n${value.map((item) => inner + pretty(item, inner)).join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  return `{\n${entries.map(([name, item]) => `${inner}${JSON.stringify(name)}: ${pretty(item, inner)}`).join(',\n')}\n${indent}}`
}
