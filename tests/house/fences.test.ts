import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const CLOCK = 'lib/domain reads no clock'
const ZONE = 'lib/domain knows no host zone'
const FORMAT = 'written by lib/format.ts alone'

const refused = [
  ['lib/domain', 'Date.now()', CLOCK],
  ['lib/domain', 'new Date()', CLOCK],
  ['lib/domain', 'performance.now()', CLOCK],
  ['lib/domain', 'new Date(0).getHours()', ZONE],
  ['lib/domain', 'new Date(0).getTimezoneOffset()', ZONE],
  ['lib/domain', 'new Date(0).setHours(1, 2)', ZONE],
  ['lib/domain', "new Intl.DateTimeFormat('en')", FORMAT],
  ['components/panels', "new Intl.DateTimeFormat('en')", FORMAT],
  ['components/ui', '(5).toLocaleString()', FORMAT],
  ['app', "new Date(0).toLocaleDateString('ja')", FORMAT],
  ['components/panels', '(5).toFixed(1)', FORMAT],
] as const
const allowed = [
  ['lib/domain', "new Date('2026-09-22T00:00:00Z').getUTCDay()"],
  ['components/panels', 'Date.now()'],
  ['components/charts', '(5).toFixed(1)'],
] as const

// A house of its own, so that no planted file ever lies among the real ones.
const house = mkdtempSync(join(tmpdir(), 'ringside-fences-'))
afterAll(() => rmSync(house, { recursive: true }))

const plant = (folder: string, name: string, expression: string) => {
  const path = join(folder, `${name}.ts`)
  mkdirSync(join(house, dirname(path)), { recursive: true })
  writeFileSync(join(house, path), `export const planted = ${expression}\n`)
  return path
}

for (const part of ['biome.json', '.gitignore', 'tests/setup/biome']) cpSync(part, join(house, part), { recursive: true })
const bad = refused.map(([folder, expression, sentence], index) => ({
  path: plant(folder, `refused-${index}`, expression),
  expression,
  sentence,
}))
const good = allowed.map(([folder, expression], index) => ({ path: plant(folder, `allowed-${index}`, expression), expression }))
const { stdout, stderr } = spawnSync(
  resolve('node_modules/.bin/biome'),
  ['lint', '--colors=off', '--max-diagnostics=none', 'app', 'components', 'lib'],
  {
    cwd: house,
    encoding: 'utf8',
  },
)
const said = (stdout + stderr).split(/\n(?=\S+\.ts:\d)/)

test.each(bad)('$expression in $path is refused', ({ path, sentence }) => {
  expect(said.filter((text) => text.startsWith(`${path}:`)).join()).toContain(sentence)
})

test.each(good)('$expression in $path is fine', ({ path }) => {
  expect(said.filter((text) => text.startsWith(`${path}:`))).toEqual([])
})
