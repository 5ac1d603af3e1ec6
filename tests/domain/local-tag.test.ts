import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lengthOf, noteTextOf, tagNameOf } from '@/lib/domain/local-tag'
import { plainCode, tagKey } from '@/lib/domain/tag-key'

describe('the text of a tag', () => {
  test.each([
    ['  Cold   bath ', 'Cold bath'],
    ['one\ntwo\u0000three\u2028', 'one two three'],
    ['a\u202egnp.exe', 'a gnp.exe'],
    ['cafe\u0301', 'caf\u00e9'],
    // A family is one character made of five; its joiners stay.
    ['👩‍👩‍👧 evening', '👩‍👩‍👧 evening'],
    ['\ud83d half', 'half'],
    [' \u0007 ', ''],
  ])('%j is kept as %j', (typed, kept) => expect(tagNameOf(typed)).toBe(kept))

  test.each([
    ['a\r\nb\rc\u2029d', 'a\nb\nc\nd'],
    ['\ta\u0000b ', 'a b'],
    ['🌧️\n\n遅くまで', '🌧️\n\n遅くまで'],
  ])('the note %j is kept as %j', (typed, kept) => expect(noteTextOf(typed)).toBe(kept))

  test('what is kept is kept as it is when it is sent again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tagNameOf(tagNameOf(text))).toBe(tagNameOf(text))
        expect(noteTextOf(noteTextOf(text))).toBe(noteTextOf(text))
        expect(tagNameOf(text).isWellFormed() && !/\p{Cc}/u.test(tagNameOf(text))).toBe(true)
      }),
    )
  })

  test('length counts characters, not halves of them', () => expect(lengthOf('🛁🛁')).toBe(2))
})

describe('the key of a tag', () => {
  test.each([
    ['tag_generic_coffee', 'Latte', 'tag_generic_coffee'],
    ['custom', 'Podcast', 'name:podcast'],
    [null, ' ＰＯＤｃａｓｔ ', 'name:podcast'],
    [null, null, null],
    ['', ' ', null],
    ['custom', null, null],
  ])('code %j and name %j are %j', (code, name, key) => expect(tagKey(code, name)).toBe(key))

  test.each([
    ['tag_generic_late_meal', 'Late meal'],
    ['tag_sleep_white_noise', 'White noise'],
    ['strengthTraining', 'Strength training'],
    ['tag_', ''],
  ])('the code %s reads as %s', (code, words) => expect(plainCode(code)).toBe(words))
})
