/** What a tag is known by: Oura's code where it has one, else its name, whatever its case and width. Null for a note without a name. */
export function tagKey(code: string | null | undefined, name: string | null | undefined): string | null {
  if (code && code !== 'custom') return code
  const text = name?.normalize('NFKC').trim().toLowerCase()
  return text ? `name:${text}` : null
}

/** Oura's word made readable: `tag_generic_late_meal` → `Late meal`, `strengthTraining` → `Strength training`. */
export function plainCode(code: string): string {
  const words = code
    .replace(/^tag_(?:\w+?_)?/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
  return words && words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}
