import { describe, expect, test } from 'vitest'
import { foldKana } from '@/lib/domain/kana'
import { findTags, TAG_CODES, type TagChoice } from '@/lib/domain/tag-choice'
import { minuteOf, momentOnDay, timeText } from '@/lib/domain/tag-moment'
import { wallClock } from '@/lib/domain/wall-clock'
import ja from '@/lib/messages/ja.json'

test.each([
  ['ｺｰﾋｰ', 'こーひー'],
  ['コーヒー', 'こーひー'],
  ['ヴァイオリン', 'ゔぁいおりん'],
  ['ＳＡＵＮＡ　タイム', 'sauna たいむ'],
  ['瞑想', '瞑想'],
])('%s is sought as %s', (text, folded) => expect(foldKana(text)).toBe(folded))

describe('finding a tag', () => {
  const choices: TagChoice[] = TAG_CODES.map((code) => ({ key: code, code, name: ja.events[code], readings: ja.tags.readings[code] }))
  const own: TagChoice = { key: 'name:水風呂', code: null, name: '水風呂', readings: '' }
  const names = (typed: string) => findTags([own, ...choices], typed, 20).found.map(({ name }) => name)

  test.each([
    ['めいそう', '瞑想'],
    ['メイソウ', '瞑想'],
    ['ｻｳﾅ', 'サウナ'],
    ['さけ', 'アルコール'],
    ['ALC', 'アルコール'],
  ])('%s finds %s first', (typed, name) => expect(names(typed)[0]).toBe(name))

  test('what begins with the letters stands before what holds them; nothing typed leaves all', () => {
    expect(names('風呂')).toEqual(['お風呂', '水風呂'])
    expect(names('')).toHaveLength(20)
    expect(names('xyz')).toEqual([])
  })

  test('says whether one is already called so', () => {
    expect(findTags([own], '水風呂 ', 5)).toMatchObject({ exact: true })
    // A reading is no name: a tag of one's own may still be called that.
    expect(findTags(choices, 'さけ', 5)).toMatchObject({ exact: false })
    expect(findTags([own], '水', 5)).toMatchObject({ exact: false, found: [own] })
  })
})

describe('when a tag was set', () => {
  test('a time of the activity day; before four it is the next date', () => {
    const wall = wallClock(['2026-11-01T04:00:00+09:00'], 'Asia/Tokyo', 0, 1)
    expect(momentOnDay('2026-11-01', 21 * 60, wall)).toBe('2026-11-01T21:00:00+09:00')
    expect(momentOnDay('2026-11-01', 239, wall)).toBe('2026-11-02T03:59:00+09:00')
    expect(momentOnDay('2026-11-01', 240, wall)).toBe('2026-11-01T04:00:00+09:00')
  })

  test('on the clock that the wearer had then', () => {
    const flight = wallClock(['2026-11-01T04:00:00+09:00', '2026-11-01T20:00:00+01:00'], 'Europe/Berlin', 0, Date.parse('2026-11-03'))
    expect(momentOnDay('2026-11-01', 8 * 60, flight)).toBe('2026-11-01T08:00:00+09:00')
    expect(momentOnDay('2026-11-01', 22 * 60, flight)).toBe('2026-11-01T22:00:00+01:00')
  })

  test('times as a field writes them', () => {
    expect([minuteOf('21:30'), minuteOf('00:00'), minuteOf('24:00'), minuteOf('10:75'), minuteOf('')]).toEqual([1290, 0, null, null, null])
    expect([timeText(0), timeText(1439)]).toEqual(['00:00', '23:59'])
  })
})
