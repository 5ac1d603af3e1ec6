/** Characters (code points) of a tag's name, and of a note. */
export const LONGEST_NAME = 60
export const LONGEST_NOTE = 10_000

// Controls are invisible and no database keeps all of them; lone halves of a pair are no characters. Joiners stay: emoji need them.
const clean = (text: string, controls: RegExp) => text.toWellFormed().normalize('NFC').replaceAll(controls, ' ').trim()

/** A tag's name as it is kept: one line, without control characters and doubled spaces. */
export function tagNameOf(text: string): string {
  return clean(text, /[\p{Cc}\u2028\u2029\u202a-\u202e\ufffd]/gu).replaceAll(/\s+/g, ' ')
}

/** A note as it is kept: lines end in a line feed, other control characters but tabs are gone. */
export function noteTextOf(text: string): string {
  return clean(text.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n'), /(?![\n\t])[\p{Cc}\ufffd]/gu)
}

/** Code points: what a person counts, more or less, and the same in every language of a program. */
export const lengthOf = (text: string): number => [...text].length
