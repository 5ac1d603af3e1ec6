import type { PointerEvent } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { useDaySwipe } from '@/components/views/day-swipe'

function swiping() {
  const steps: string[] = []
  let on: ReturnType<typeof useDaySwipe> | undefined
  function Page() {
    on = useDaySwipe({ previous: () => steps.push('previous'), next: () => steps.push('next') })
    return null
  }
  renderToString(<Page />)
  if (!on) throw new Error('not drawn')
  const target = { closest: () => ({}) }
  const event = (x: number, some: object) =>
    ({ pointerType: 'touch', isPrimary: true, clientX: x, clientY: 0, target, ...some }) as unknown as PointerEvent
  const { onPointerDown, onPointerUp } = on
  return {
    steps,
    down: (x: number, some = {}) => onPointerDown(event(x, some)),
    up: (x: number, some = {}) => onPointerUp(event(x, some)),
  }
}

test('one finger to the right is the day before, to the left the day after', () => {
  const { steps, down, up } = swiping()
  for (const [from, to] of [
    [100, 200],
    [200, 100],
    [200, 180],
  ] as const) {
    down(from)
    up(to)
  }
  expect(steps).toEqual(['previous', 'next'])
})

test('two fingers change no day, whichever is lifted first', () => {
  const { steps, down, up } = swiping()
  const second = { isPrimary: false }
  down(100)
  down(300, second)
  up(90)
  up(310, second)
  down(100)
  down(300, second)
  up(310, second)
  up(40)
  expect(steps).toEqual([])
})
