import 'server-only'

/** A page of documents as texts: exactly what was sent, never parsed and written again. */
export type RawPage = { data: string[]; nextToken: string | null }

/** Far beyond any page of Oura; a body of nothing but commas must not become millions of texts. */
const MAX_ELEMENTS = 100_000
const STRUCTURE = /["[\]{}]/g
const SPACE = /[ \t\n\r]*/y
const PRIMITIVE = /[^\s,[\]{}":]+/y

/**
 * Splits `{"data": [...], "next_token": …}` into the texts of the elements. Of a key given twice the last counts, as in
 * JSON.parse. Only the structure is read, so an element may still be no JSON: it does not cost its neighbours. Throws
 * SyntaxError where the text is no such page.
 */
export function rawPage(text: string): RawPage {
  const fields = rawFields(text)
  const data = fields.get('data')
  if (data === undefined || data[0] !== '[') throw new SyntaxError('no list of documents')
  const token = fields.get('next_token')
  const nextToken: unknown = token === undefined ? null : JSON.parse(token)
  if (nextToken !== null && typeof nextToken !== 'string') throw new SyntaxError('next_token is no text')
  return { data: rawElements(data), nextToken: nextToken || null }
}

/**
 * The fields of a JSON object by name, each as the text that it was sent as; of a name given twice the last counts. Only the structure is
 * read: a text may still be no JSON. Throws SyntaxError where this is no object.
 */
export function rawFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  let at = expect(text, space(text, 0), '{')
  if (text[at] !== '}') {
    for (;;) {
      const keyEnd = stringEnd(text, at)
      const key: unknown = JSON.parse(text.slice(at, keyEnd))
      const from = space(text, expect(text, space(text, keyEnd), ':'))
      const to = valueEnd(text, from)
      fields.set(String(key), text.slice(from, to))
      at = space(text, to)
      if (text[at] === '}') break
      at = space(text, expectRaw(text, at, ','))
    }
  }
  if (space(text, at + 1) !== text.length) throw new SyntaxError('text after the object')
  return fields
}

/** The texts of the elements of a JSON array. Throws SyntaxError where this is none. */
export function rawElements(text: string): string[] {
  const found: string[] = []
  let at = expect(text, 0, '[')
  if (text[at] === ']') return found
  for (;;) {
    const to = valueEnd(text, at)
    if (found.push(text.slice(at, to)) > MAX_ELEMENTS) throw new SyntaxError('too many documents in a page')
    at = space(text, to)
    if (text[at] === ']') return found
    at = space(text, expectRaw(text, at, ','))
  }
}

/** Where the value that begins at `at` ends. Counts brackets, skips strings; does not check what is between them. */
function valueEnd(text: string, at: number): number {
  const first = text[at]
  if (first === '"') return stringEnd(text, at)
  if (first !== '{' && first !== '[') {
    PRIMITIVE.lastIndex = at
    if (!PRIMITIVE.test(text)) throw new SyntaxError('no value')
    return PRIMITIVE.lastIndex
  }
  let depth = 0
  STRUCTURE.lastIndex = at
  for (let match = STRUCTURE.exec(text); match; match = STRUCTURE.exec(text)) {
    if (match[0] === '"') STRUCTURE.lastIndex = stringEnd(text, match.index)
    else if (match[0] === '{' || match[0] === '[') depth++
    else if (--depth === 0) return match.index + 1
  }
  throw new SyntaxError('a bracket is never closed')
}

/** Where the string that begins at `at` ends, behind its closing quote. */
function stringEnd(text: string, at: number): number {
  expectRaw(text, at, '"')
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0
    while (text[quote - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return quote + 1
  }
  throw new SyntaxError('a string is never closed')
}

function space(text: string, at: number): number {
  SPACE.lastIndex = at
  SPACE.test(text)
  return SPACE.lastIndex
}

function expectRaw(text: string, at: number, character: string): number {
  if (text[at] !== character) throw new SyntaxError(`expected ${character}`)
  return at + 1
}

const expect = (text: string, at: number, character: string): number => space(text, expectRaw(text, at, character))
