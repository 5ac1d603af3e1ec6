import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstLoadScripts } from '@/tests/setup/first-load'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'

let ringside: Ringside
let demo: Visitor

beforeAll(async () => {
  ringside = await startRingside({ DEMO: 'on' })
  demo = visitor(ringside.url)
  await demo.signIn('demo')
}, 300_000)
afterAll(() => ringside?.stop())

// Next and React alone are 136 kB, react-query and our frame 24. What a page shows beyond its header comes alive later (ui/later.tsx).
test.each(['/', '/night', '/trends', '/data', '/connect'])('the scripts that %s waits for weigh no more than 165 kB gzip', async (path) => {
  const bytes = await firstLoadScripts((asked) => demo.ask(asked), path)
  expect(bytes).toBeGreaterThan(100_000)
  expect(bytes).toBeLessThanOrEqual(165_000)
})

const SECTIONS = ['links', 'rhythm', 'experiments'].map((view) => `/trends?view=${view}`)

test('the server draws every part in the first HTML, none of it behind a script', async () => {
  for (const path of ['/?day=2026-11-20', '/night?day=2026-11-20', '/data', '/trends', ...SECTIONS]) {
    const html = await (await demo.ask(path)).text()
    expect(html).toContain('data-later')
    // React's marks of what is still to come, and of what was sent hidden.
    expect(html).not.toMatch(/<!--\$\?-->|<template id="B:/)
  }
})
