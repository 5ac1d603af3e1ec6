import 'server-only'
import compile from 'icu-minify/compile'
import type { Settings } from '@/lib/domain/settings'
import en from './en.json'
import ja from './ja.json'

/** What stands under a key: text, or more keys. */
type Tree = { [key: string]: string | Tree }

declare module 'use-intl' {
  interface AppConfig {
    Locale: Settings['locale']
    Messages: typeof en
  }
}

const precompile = (tree: Tree): unknown =>
  Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, typeof value === 'string' ? compile(value) : precompile(value)]))

// The shape keeps the keys of the source; only leaves change. icu-minify makes objects without a prototype, which React does not send.
const plain = (tree: Tree): typeof en => JSON.parse(JSON.stringify(precompile(tree)))

// Compiled once for the process, so that no ICU parser travels to a browser.
const compiled = { en: plain(en), ja: plain(ja) }

/** A noun whose messages are sent to a page together: a key at the top of en.json. */
export type Namespace = keyof typeof en

/** Every message of a locale in the form that `use-intl/format-message/format-only` reads. */
export function messagesOf(locale: Settings['locale']): typeof en {
  return compiled[locale]
}

/** The messages of some namespaces, in the same form: what one page, or one frame, is sent. */
export function messagesIn(locale: Settings['locale'], namespaces: readonly Namespace[]): Partial<typeof en> {
  const all = compiled[locale]
  return Object.fromEntries(namespaces.map((name) => [name, all[name]]))
}
