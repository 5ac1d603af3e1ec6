import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Parts of Next that let strangers in more than once (reliability §2), each as its use looks in a source. */
const DOORS = {
  'Server Actions': /['"]use server['"]/,
  'use cache': /['"]use cache\b|\bunstable_cache\b|\bcacheComponents\b|\buseCache\b/,
  'next/og': /['"]next\/og['"]|\bImageResponse\b/,
  'next/image': /['"]next\/(legacy\/)?image['"]/,
  rewrites: /\brewrites?\s*[:(]/,
} as const

const sources = [
  ...['app', 'components', 'lib', 'scripts'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(tsx?|m?js)$/.test(name))
      .map((name) => join(root, name)),
  ),
  'instrumentation.ts',
  'next.config.js',
  'proxy.ts',
].map((file) => ({ file, text: readFileSync(file, 'utf8') }))

test.each(Object.entries(DOORS))('%s: nowhere in the sources', (_, door) => {
  expect(sources.filter(({ text }) => door.test(text)).map(({ file }) => file)).toEqual([])
})

test.each([
  ['Server Actions', "'use server'\nexport async function save() {}"],
  ['use cache', "'use cache: remote'"],
  ['use cache', "import { unstable_cache } from 'next/cache'"],
  ['next/og', "import { ImageResponse } from 'next/og'"],
  ['next/image', "import Image from 'next/image'"],
  ['rewrites', 'rewrites: async () => []'],
  ['rewrites', 'NextResponse.rewrite(url)'],
] as const)('%s would be found: %s', (name, text) => {
  expect(DOORS[name].test(text)).toBe(true)
})

test('the image optimizer is off', () => {
  expect(readFileSync('next.config.js', 'utf8')).toContain('unoptimized: true')
})
