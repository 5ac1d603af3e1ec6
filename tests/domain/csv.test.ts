import { expect, test } from 'vitest'
import { csvText, csvWord } from '@/lib/domain/csv'

test('cells are quoted where they need to be, and nothing stands for nothing', () => {
  const rows = [
    ['plain', null],
    ['1,5', 'say "hi"'],
    ['two\nlines', 'old\rmac'],
    [undefined, ''],
  ]
  expect(csvText(['a', 'b'], rows).split('\r\n')).toEqual(['a,b', 'plain,', '"1,5","say ""hi"""', '"two\nlines","old\rmac"', ',', ''])
})

test('no word of a person is a formula', () => {
  const words = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', 'coffee', '1-2', '']
  expect(words.map(csvWord)).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", 'coffee', '1-2', ''])
})
