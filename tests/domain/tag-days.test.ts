import { describe, expect, test } from 'vitest'
import { enhancedTagSpan, localTagSpan, oldTagSpans, type TagSpan, tagDays } from '@/lib/domain/tag-days'
import type { EnhancedTag } from '@/lib/oura/schemas'

const enhanced = (more: Partial<EnhancedTag>): EnhancedTag => ({
  id: 'x',
  tag_type_code: 'tag_generic_coffee',
  start_time: '2026-11-01T15:00:00+09:00',
  end_time: null,
  start_day: '2026-11-01',
  end_day: null,
  comment: null,
  custom_name: null,
  ...more,
})
const daysOf = (more: Partial<EnhancedTag>) => {
  const span = enhancedTagSpan(enhanced(more))
  return span && `${span.first} ${span.last}`
}

describe('where one of Oura’s tags lies', () => {
  test('on the activity day of its own clock, whatever date it carries', () => {
    expect(daysOf({})).toBe('2026-11-01 2026-11-01')
    expect(daysOf({ start_time: '2026-11-02T03:59:00+09:00', start_day: '2026-11-02' })).toBe('2026-11-01 2026-11-01')
    expect(daysOf({ start_time: '2026-11-02T04:00:00+09:00', start_day: '2026-11-02' })).toBe('2026-11-02 2026-11-02')
    expect(daysOf({ start_time: '2026-11-01T23:30:00-08:00' })).toBe('2026-11-01 2026-11-01')
  })

  test('a short one lies on the day it begins, a long one on every day it touches', () => {
    expect(daysOf({ start_time: '2026-11-01T23:00:00+01:00', end_time: '2026-11-02T04:30:00+01:00', end_day: '2026-11-02' })).toBe(
      '2026-11-01 2026-11-01',
    )
    expect(daysOf({ start_time: '2026-11-01T08:00:00+01:00', end_time: '2026-11-04T20:00:00+01:00', end_day: '2026-11-04' })).toBe(
      '2026-11-01 2026-11-04',
    )
    const from = '2026-11-01T20:00:00+01:00'
    expect(daysOf({ start_time: from, end_time: '2026-11-02T07:59:59+01:00' })).toBe('2026-11-01 2026-11-01')
    expect(daysOf({ start_time: from, end_time: '2026-11-02T08:00:00+01:00' })).toBe('2026-11-01 2026-11-02')
    expect(daysOf({ start_time: '2026-11-01T08:00:00+01:00', end_time: null, end_day: '2026-11-03' })).toBe('2026-11-01 2026-11-03')
  })

  test('an end before the start, or centuries away, is a slip', () => {
    expect(daysOf({ end_day: '2028-11-01' })).toBe('2026-11-01 2027-11-02')
    expect(daysOf({ end_time: '2026-10-01T08:00:00+09:00', end_day: '2026-10-01' })).toBe('2026-11-01 2026-11-01')
    expect(daysOf({ end_time: '2099-10-01T08:00:00+09:00', end_day: '2099-10-01' })).toBe('2026-11-01 2027-11-02')
  })

  test('a moment that cannot be read leaves the date it carries', () => {
    expect(daysOf({ start_time: 'soon' })).toBe('2026-11-01 2026-11-01')
    expect(daysOf({ start_time: '2026-11-01T15:00:00' })).toBe('2026-11-01 2026-11-01')
  })

  test('custom ones by their name; a note without a name is no tag', () => {
    expect(enhancedTagSpan(enhanced({ tag_type_code: 'custom', custom_name: 'Podcast ' }))).toMatchObject({
      key: 'name:podcast',
      name: 'Podcast',
    })
    expect(enhancedTagSpan(enhanced({ tag_type_code: null, comment: 'slept badly' }))).toBeNull()
    expect(enhancedTagSpan(enhanced({ tag_type_code: 'custom', custom_name: null }))).toBeNull()
  })

  test('the older form: a span a code, none for text alone', () => {
    const tag = { id: 'x', day: '2026-11-02', text: 'hm', timestamp: '2026-11-02T01:00:00+09:00', tags: ['tag_generic_tea', 'custom'] }
    expect(oldTagSpans(tag)).toEqual([
      { key: 'tag_generic_tea', name: 'Tea', local: false, first: '2026-11-01', last: '2026-11-01' },
    ] satisfies TagSpan[])
    expect(oldTagSpans({ ...tag, tags: [] })).toEqual([])
  })
})

describe('the days of every tag', () => {
  const span = (key: string, first: string, last = first, more: Partial<TagSpan> = {}): TagSpan => ({
    key,
    name: key,
    local: false,
    first,
    last,
    ...more,
  })

  test('each day once, in order, the most frequent tag first, cut to the range', () => {
    const spans = [
      span('sick', '2026-10-30', '2026-11-02'),
      span('tea', '2026-11-03'),
      span('coffee', '2026-11-03'),
      span('coffee', '2026-11-01'),
      span('coffee', '2026-11-01'),
      span('coffee', '2026-11-04'),
      span('coffee', '2026-11-05'),
      span('old', '2026-10-31'),
    ]
    expect(tagDays(spans, '2026-11-01', '2026-11-04').map(({ key, days }) => [key, ...days])).toEqual([
      ['coffee', '2026-11-01', '2026-11-03', '2026-11-04'],
      ['sick', '2026-11-01', '2026-11-02'],
      ['tea', '2026-11-03'],
    ])
    expect(tagDays(spans, '2027-01-01', '2027-01-31')).toEqual([])
  })

  test('one that Oura has too is Oura’s; the newest spelling names it', () => {
    const own = localTagSpan({ code: null, name: 'PODCAST', day: '2026-11-02' })
    const bath = localTagSpan({ code: null, name: 'Bath', day: '2026-11-02' })
    const coffee = localTagSpan({ code: 'tag_generic_coffee', name: null, day: '2026-11-02' })
    if (!own || !bath || !coffee) throw new Error('each has a name')
    expect(localTagSpan({ code: null, name: null, day: '2026-11-02' })).toBeNull()
    const spans = [own, bath, coffee, span('name:podcast', '2026-11-01', '2026-11-01', { name: 'Podcast' })]
    expect(tagDays(spans, '2026-11-01', '2026-11-02')).toEqual([
      { key: 'name:podcast', name: 'PODCAST', source: 'oura', days: ['2026-11-01', '2026-11-02'] },
      { key: 'name:bath', name: 'Bath', source: 'local', days: ['2026-11-02'] },
      { key: 'tag_generic_coffee', name: 'Coffee', source: 'local', days: ['2026-11-02'] },
    ])
  })
})
