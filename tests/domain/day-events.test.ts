import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eachDay } from '@/lib/domain/day'
import { dayEvents, eventAt, tagsOfDay } from '@/lib/domain/day-events'
import { labelRow } from '@/lib/domain/event-layout'
import { enhancedTagSpan } from '@/lib/domain/tag-days'
import { night } from '../fixtures/day-documents'

const span = { day: '2026-05-10', start: Date.parse('2026-05-10T04:00:00+02:00'), minutes: 1440 }
const none = { workouts: [], sessions: [], enhancedTags: [], tags: [], localTags: [], naps: [] }
const run = {
  id: 'run',
  day: '2026-05-10',
  activity: 'running',
  intensity: 'hard',
  source: 'manual',
  start_datetime: '2026-05-10T17:34:00+02:00',
  end_datetime: '2026-05-10T18:16:00+02:00',
}
const coffee = { id: 'coffee', tag_type_code: 'tag_generic_coffee', start_time: '2026-05-10T08:05:00+02:00', start_day: '2026-05-10' }

test('workouts, sessions, naps and tags in order, outside ones left out', () => {
  const events = dayEvents(
    {
      workouts: [run, { ...run, id: 'yesterday', start_datetime: '2026-05-09T17:34:00+02:00', end_datetime: '2026-05-09T18:16:00+02:00' }],
      sessions: [
        {
          id: 'm',
          type: 'meditation',
          start_datetime: '2026-05-10T21:45:00+02:00',
          end_datetime: '2026-05-10T21:55:00+02:00',
        },
      ],
      naps: [night('2026-05-10', '2026-05-10T14:00:00+02:00', '2026-05-10T14:25:00+02:00', { type: 'sleep' })],
      enhancedTags: [
        coffee,
        { ...coffee, id: 'own', tag_type_code: 'custom', custom_name: 'Sauna', start_time: '2026-05-10T20:00:00+02:00' },
      ],
      tags: [],
      localTags: [],
    },
    span,
  )
  expect(events.map(({ kind, from, to, code, text }) => [kind, from, to, text ?? code])).toEqual([
    ['tag', 245, null, 'tag_generic_coffee'],
    ['nap', 600, 625, 'nap'],
    ['workout', 814, 856, 'running'],
    ['tag', 960, null, 'Sauna'],
    ['session', 1065, 1075, 'meditation'],
  ])
  expect([eventAt(events, 830)?.id, eventAt(events, 246)?.id, eventAt(events, 900)]).toEqual(['run', 'coffee', null])
})

test('a deprecated tag that an enhanced one repeats is shown once', () => {
  const old = {
    id: 'old',
    day: '2026-05-10',
    text: null,
    timestamp: '2026-05-10T08:05:00+02:00',
    tags: ['tag_generic_coffee', 'tag_generic_late_meal'],
  }
  const events = dayEvents(
    {
      ...none,
      enhancedTags: [coffee],
      tags: [old, { ...old, id: 'note', tags: [], text: 'Long flight', timestamp: '2026-05-10T12:00:00+02:00' }],
    },
    span,
  )
  expect(events.map(({ code, text }) => text ?? code)).toEqual(['tag_generic_coffee', 'tag_generic_late_meal', 'Long flight'])
})

test('tags of one’s own stand among Oura’s and are told apart; a note is called by how it begins', () => {
  const own = { id: 'bath', at: '2026-05-10T22:00:00+02:00', code: null, name: 'Cold bath', note: 'long' }
  const events = dayEvents(
    {
      ...none,
      enhancedTags: [coffee],
      localTags: [
        own,
        { ...own, id: 'code', at: '2026-05-11T00:30:00+02:00', code: 'tag_generic_alcohol', name: null },
        { ...own, id: 'note', at: '2026-05-11T01:00:00+02:00', name: null, note: 'Could not sleep because of the rain\nat all' },
        { ...own, id: 'next day', at: '2026-05-11T04:00:00+02:00' },
      ],
    },
    span,
  )
  expect(events.map(({ local, from, code, text }) => [local, from, text ?? code])).toEqual([
    [false, 245, 'tag_generic_coffee'],
    [true, 1080, 'Cold bath'],
    [true, 1230, 'tag_generic_alcohol'],
    [true, 1260, 'Could not sleep because…'],
  ])
})

const tag = (from: number, name: string) => ({ id: `${from}`, kind: 'tag' as const, from, to: null, name })

test('a name stands right of its mark, left where the next is near, and neighbours share one', () => {
  expect(labelRow([tag(240, 'Coffee'), tag(720, 'Coffee')], 1440, 340).map(({ text, side }) => [text, side])).toEqual([
    ['Coffee', 'after'],
    ['Coffee', 'after'],
  ])
  expect(labelRow([tag(300, 'Coffee'), tag(380, 'Walk')], 1440, 340).map(({ text, side }) => [text, side])).toEqual([
    ['Coffee', 'before'],
    ['Walk', 'after'],
  ])
  expect(labelRow([tag(10, 'Coffee'), tag(30, 'Walk'), tag(60, 'Tea')], 1440, 340)).toEqual([
    { id: '10', text: 'Coffee +2', side: 'after', minute: 60 },
  ])
  expect(labelRow([tag(1430, 'Late meal')], 1440, 340)).toEqual([{ id: '1430', text: 'Late meal', side: 'before', minute: 1430 }])
})

test('names never overlap and stay on the axis', () => {
  const names = fc.constantFrom('Coffee', 'Late meal', 'Run 42 m', '瞑想', 'A long name of the wearer’s own')
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 1439 }), names), { maxLength: 12, selector: ([at]) => at }), (events) => {
      const labels = labelRow(
        events.map(([at, name]) => tag(at, name)),
        1440,
        340,
      )
      const boxes = labels.map(({ text, side, minute }) => {
        const width = [...text].reduce((sum, character) => sum + (character > '⺀' ? 11.5 : 6.3), 0)
        const anchor = (minute / 1440) * 340
        return side === 'after' ? [anchor + 9, anchor + 9 + width] : [anchor - 9 - width, anchor - 9]
      })
      for (const [index, box] of boxes.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)).entries()) {
        expect(box[0]).toBeGreaterThanOrEqual(0)
        expect(box[1]).toBeLessThanOrEqual(340)
        expect(box[0]).toBeGreaterThanOrEqual(boxes[index - 1]?.[1] ?? 0)
      }
    }),
  )
})

test('a tag that lasts for days is one of each of them, and on the axis of each from end to end', () => {
  const sick = {
    ...{ id: 'sick', tag_type_code: 'tag_generic_sick', start_day: '2026-05-08', end_day: '2026-05-11' },
    ...{ start_time: '2026-05-08T09:00:00+02:00', end_time: '2026-05-11T10:00:00+02:00' },
  }
  const sauna = { ...coffee, id: 'sauna', start_time: '2026-05-09T22:00:00+02:00', end_time: '2026-05-10T04:30:00+02:00' }
  const documents = { ...none, enhancedTags: [coffee, sick, sauna] }
  const told = (day: string) => tagsOfDay(documents, day).map(({ id, first }) => [id, first])
  expect(['07', '08', '09', '10', '11', '12'].map((day) => told(`2026-05-${day}`).map(([id]) => id))).toEqual([
    [],
    ['sick'],
    ['sick', 'sauna'],
    ['sick', 'coffee'],
    ['sick'],
    [],
  ])
  expect(told('2026-05-10')).toEqual([
    ['sick', '2026-05-08'],
    ['coffee', '2026-05-10'],
  ])
  const events = dayEvents(documents, span).map(({ id, from, to, minutes }) => [id, from, to, minutes])
  expect(events).toEqual([
    ['sauna', 0, 30, 390],
    ['sick', 0, 1440, 73 * 60],
    ['coffee', 245, null, undefined],
  ])
})

test('the days of a named tag are those that Trends counts, however long it lasts and however it was written', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -40, max: 40 }),
      fc.integer({ min: 0, max: 200 }),
      fc.boolean(),
      fc.boolean(),
      (at, hours, ends, endDay) => {
        const moment = (by: number) => new Date(span.start + by * 3_600_000).toISOString().replace('.000Z', '+00:00')
        const [start_time, end] = [moment(at), moment(at + hours)]
        const tag = {
          ...{ id: 'tag', tag_type_code: 'tag_generic_sick', start_time, start_day: start_time.slice(0, 10) },
          ...{ end_time: ends ? end : null, end_day: endDay ? end.slice(0, 10) : null },
        }
        const { first = '', last = '' } = enhancedTagSpan(tag) ?? {}
        for (const day of eachDay('2026-05-01', '2026-05-25'))
          expect(tagsOfDay({ ...none, enhancedTags: [tag] }, day).length).toBe(first <= day && day <= last ? 1 : 0)
      },
    ),
  )
})
