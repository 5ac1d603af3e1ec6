import { expect, test } from 'vitest'
import { sectionsFor, trendSection } from '@/lib/domain/trend-section'

test('the section of an address; what it lacks or misspells is the metrics', () => {
  const of = (search: string, isGuest = false) => trendSection(new URLSearchParams(search), isGuest)
  expect(['', 'view=links', 'view=rhythm', 'view=experiments', 'view=nothing'].map((search) => of(search))).toEqual([
    'metrics',
    'links',
    'rhythm',
    'experiments',
    'metrics',
  ])
  // What a person tries out on themselves is theirs.
  expect(of('view=experiments', true)).toBe('metrics')
  expect(sectionsFor(true)).toEqual(['metrics', 'links', 'rhythm'])
})
