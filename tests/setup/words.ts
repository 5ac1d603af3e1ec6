import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const IMPORT = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g
const ENDINGS = ['', '.ts', '.tsx']

/** The files of this repository that a source reaches by its imports, dynamic ones too; itself first. */
export function reached(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const path = specifier.startsWith('@/') ? specifier.slice(2) : specifier.startsWith('.') ? join(dirname(file), specifier) : null
    const found = path && ENDINGS.map((ending) => path + ending).find((one) => /\.tsx?$/.test(one) && existsSync(one))
    if (found) reached(found, seen)
  }
  return seen
}

/** The namespaces, keys at the top of en.json, that a source's translators read. */
export const namespacesAsked = (source: string): string[] =>
  [...source.matchAll(/useTranslations\('(\w+)[\w.]*'\)/g)].map((match) => match[1] ?? '')

/** The namespaces that a page or a layout hands down: `<Words of={[…]}>`, in the root layout `messagesIn(locale, […])`. */
export const namespacesGiven = (source: string): string[] =>
  [...source.matchAll(/(?:<Words\s+of=\{|messagesIn\([\w.]+, )\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/'(\w+)'/g)].map((match) => match[1] ?? ''),
  )
