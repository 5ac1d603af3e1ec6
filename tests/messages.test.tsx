import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import compile from 'icu-minify/compile'
import { useTranslations } from 'use-intl'
import { describe, expect, test } from 'vitest'
import en from '@/lib/messages/en.json'
import ja from '@/lib/messages/ja.json'
import { keysAsked } from './setup/messages'
import { renderPage } from './setup/render'

type Tree = { [key: string]: string | Tree }

const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  )

/** Names and kinds of the arguments of an ICU message, tags included: what code has to hand over. */
function argumentsOf(message: string): string[] {
  const walk = (node: unknown): string[] => {
    if (!Array.isArray(node)) return node !== null && typeof node === 'object' ? Object.values(node).flatMap(walk) : []
    const [name, kind, ...rest] = node
    // A message is a list of nodes; a node begins with its name and, unless it is a plain argument or a tag, the number of its kind.
    if (typeof name !== 'string') return node.flatMap(walk)
    return [`${name}:${typeof kind === 'number' && kind > 0 ? kind : 'plain'}`, ...[kind, ...rest].flatMap(walk)]
  }
  const compiled = compile(message)
  return typeof compiled === 'string' ? [] : [...new Set(compiled.filter((part) => typeof part !== 'string').flatMap(walk))].sort()
}

const english = new Map(leaves(en))
const japanese = new Map(leaves(ja))
const sources = ['app', 'components', 'lib'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(root, name), 'utf8')),
)

test('both languages have the same keys', () => {
  expect([...japanese.keys()].sort()).toEqual([...english.keys()].sort())
})

test.each([...english])('%s takes the same arguments in both languages', (key, message) => {
  expect(argumentsOf(japanese.get(key) ?? '')).toEqual(argumentsOf(message))
})

test('the comparison of arguments can fail', () => {
  expect(argumentsOf('{count, plural, one {# day} other {{count} days of {name}}}')).toEqual(['count:2', 'count:plain', 'name:plain'])
  expect(argumentsOf('{a} <b>{c}</b>')).toEqual(['a:plain', 'b:plain', 'c:plain'])
  expect(argumentsOf('{a}')).not.toEqual(argumentsOf('{b}'))
})

test('every message is asked for somewhere, and everything asked for exists', () => {
  const asked = sources.map(keysAsked)
  const used = (key: string) => asked.some(({ exact, prefixes }) => exact.has(key) || prefixes.some((prefix) => key.startsWith(prefix)))
  expect([...english.keys()].filter((key) => !used(key))).toEqual([])
  const called = asked.flatMap(({ called }) => called)
  expect(called.filter((keys) => !keys.some((key) => english.has(key)))).toEqual([])
})

test('a planted call is seen', () => {
  const source = `const t = useTranslations('data.keys')\nt('title'); t(x ? 'yes' : 'no'); t(\`state.\${state}\`)`
  const { exact, prefixes, called } = keysAsked(source)
  expect([exact.has('data.keys.title'), exact.has('data.keys.yes'), exact.has('data.keys.other')]).toEqual([true, true, false])
  expect(prefixes).toEqual(['data.keys.state.'])
  expect(called).toEqual([['data.keys.title']])
})

describe('the words themselves', () => {
  test.each([...english, ...japanese])('%s is plain: no exclamation mark, no straight quotes, no stray space', (_key, message) => {
    expect(message).not.toMatch(/[!！"]|\w'\w|^\s|\s$|\s{2}/)
  })
})

function Plural() {
  const t = useTranslations() as unknown as { rich: (key: string, values: object) => React.ReactNode }
  return <p>{t.rich('probe', { count: 2, kind: 'a', b: (chunks: React.ReactNode) => <b>{chunks}</b> })}</p>
}

test('plural, select and tags work with the runtime that is sent to browsers', async () => {
  const { IntlProvider } = await import('use-intl')
  const probe = compile('{count, plural, one {# day} other {<b># days</b>}} of {kind, select, a {alpha} other {beta}}')
  const messages = { probe } as unknown as typeof en
  expect(
    renderPage(
      <IntlProvider locale="en" messages={messages} timeZone="UTC">
        <Plural />
      </IntlProvider>,
    ),
  ).toBe('<p><b>2 days</b> of alpha</p>')
})
