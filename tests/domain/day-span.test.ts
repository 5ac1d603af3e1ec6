import { expect, test } from 'vitest'
import { daySpan } from '@/lib/domain/day-span'
import { activity, seedExample } from '../fixtures/day-documents'

const at = (moment: string) => Date.parse(moment)

test.each([
  ['Europe/Berlin', '2026-03-27', '2026-03-27T04:00:00+01:00', 1440],
  ['Europe/Berlin', '2026-03-28', '2026-03-28T04:00:00+01:00', 1380],
  ['Europe/Berlin', '2026-10-24', '2026-10-24T04:00:00+02:00', 1500],
  ['America/New_York', '2026-03-07', '2026-03-07T04:00:00-05:00', 1380],
  ['America/New_York', '2026-10-31', '2026-10-31T04:00:00-04:00', 1500],
  ['Australia/Lord_Howe', '2026-10-03', '2026-10-03T04:00:00+10:30', 1410],
  ['Australia/Lord_Howe', '2026-04-04', '2026-04-04T04:00:00+11:00', 1470],
  ['Asia/Kathmandu', '2026-07-01', '2026-07-01T04:00:00+05:45', 1440],
])('%s %s without a document', (zone, day, start, minutes) => {
  expect(daySpan(day, zone)).toEqual({ day, start: at(start), minutes })
})

test('a document of another zone than the reader’s keeps its own start', () => {
  const document = activity('2026-03-28', '2026-03-28T04:00:00+01:00', 600)
  expect(daySpan('2026-03-28', 'Asia/Tokyo', document)).toEqual({ day: '2026-03-28', start: at('2026-03-28T03:00:00Z'), minutes: 1440 })
  expect(daySpan('2026-03-28', 'Europe/Berlin', document).minutes).toBe(1380)
})

test('the next document ends the day, on DST days and flights', () => {
  const berlin = activity('2026-10-24', '2026-10-24T04:00:00+02:00', 1500)
  expect(daySpan('2026-10-24', 'Asia/Tokyo', berlin, activity('2026-10-25', '2026-10-25T04:00:00+01:00', 1440)).minutes).toBe(1500)
  const tokyo = activity('2026-05-10', '2026-05-10T04:00:00+09:00', 1440)
  expect(daySpan('2026-05-10', 'Asia/Tokyo', tokyo, activity('2026-05-11', '2026-05-11T04:00:00-07:00', 1440)).minutes).toBe(40 * 60)
})

test('a next document that is days away says nothing about the length', () => {
  const one = activity('2026-05-10', '2026-05-10T04:00:00+09:00', 1440)
  expect(daySpan('2026-05-10', 'Asia/Tokyo', one, activity('2026-05-14', '2026-05-14T04:00:00+09:00', 1440)).minutes).toBe(1440)
})

test('a day without a document ends where the next one begins', () => {
  const next = activity('2026-05-11', '2026-05-11T04:00:00-07:00', 1440)
  expect(daySpan('2026-05-10', 'Asia/Tokyo', undefined, next)).toEqual({
    day: '2026-05-10',
    start: at('2026-05-10T11:00:00Z'),
    minutes: 1440,
  })
})

test('no sample is cut off: the axis is as long as the longest series', () => {
  expect(daySpan('2026-10-24', 'Asia/Tokyo', activity('2026-10-24', '2026-10-24T04:00:00+02:00', 1500)).minutes).toBe(1500)
})

test('the running day of the seed example is a whole day long', () => {
  expect(daySpan('2022-04-10', 'Asia/Tokyo', seedExample)).toEqual({ day: '2022-04-10', start: at('2022-04-09T19:00:00Z'), minutes: 1440 })
})
