import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { namespacesAsked, namespacesGiven, reached } from './setup/words'

const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).map((name) => join('app', name))
const places = files.filter((file) => /\/(page|layout|error|not-found|loading)\.tsx$/.test(file))
const source = (file: string) => readFileSync(file, 'utf8')
const sorted = (names: Iterable<string>) => [...new Set(names)].sort()

/** The layouts around a page, the root's first; a layout lies below those of the folders above it. */
const layoutsAround = (place: string) =>
  places
    .filter((file) => file.endsWith('/layout.tsx') && file !== place && place.startsWith(`${dirname(file)}/`))
    .sort((a, b) => a.length - b.length)

test.each(places)('%s is sent exactly the messages that its components ask for', (place) => {
  const asked = [...reached(place)].flatMap((file) => namespacesAsked(source(file)))
  const around = layoutsAround(place).flatMap((layout) => namespacesGiven(source(layout)))
  const wanted = sorted(asked.filter((name) => !around.includes(name)))
  // What every page may need at any time is in the root's; a page of its own need not read it.
  const given = place === 'app/layout.tsx' ? [] : sorted(namespacesGiven(source(place)))
  expect(given).toEqual(wanted)
})

test('a page, its imports and its list are read as they are written', () => {
  expect(namespacesAsked("const t = useTranslations('data.keys')\nconst s = useTranslations('sync')")).toEqual(['data', 'sync'])
  expect(namespacesGiven("<Words of={['day', 'night']}>\nmessagesIn(settings.locale, ['error'])")).toEqual(['day', 'night', 'error'])
  expect(reached('app/(dashboard)/page.tsx')).toContain('components/panels/calendar-day.tsx')
  expect(layoutsAround('app/(dashboard)/page.tsx')).toEqual(['app/layout.tsx', 'app/(dashboard)/layout.tsx'])
})

test('every translator names its namespace where this test can read it', () => {
  const all = ['app', 'components'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => source(join(root, name))),
  )
  const calls = all.flatMap((text) => [...text.matchAll(/useTranslations\(([^)]*)\)/g)].map((match) => match[1] ?? ''))
  expect(calls.length).toBeGreaterThan(80)
  expect(calls.filter((argument) => !/^'\w[\w.]*'$/.test(argument))).toEqual([])
})
