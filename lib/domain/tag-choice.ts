import { foldKana } from './kana'

/** Codes of Oura's that a tag of one's own may take, so that both count as one. */
export const TAG_CODES = [
  'tag_generic_coffee',
  'tag_generic_alcohol',
  'tag_generic_late_meal',
  'tag_generic_meditation',
  'tag_generic_hot_bath',
  'tag_generic_sauna',
  'tag_generic_stress',
  'tag_generic_travel',
  'tag_generic_sick',
  'tag_generic_headache',
  'tag_generic_medication',
  'tag_generic_supplements',
  'tag_generic_caffeine',
  'tag_generic_tea',
  'tag_generic_meal',
  'tag_generic_nap',
  'tag_generic_work',
  'tag_generic_period',
  'tag_generic_massage',
  'tag_generic_fever',
] as const

/** A tag to be picked: Oura's code or a name of one's own, what it is called, and other words it is found by. */
export type TagChoice = { key: string; code: string | null; name: string; readings: string }

/** The choices that a few letters leave, those that begin with them first; all of them where nothing is typed. `exact`: one has this very name. */
export function findTags(choices: readonly TagChoice[], typed: string, most: number): { found: TagChoice[]; exact: boolean } {
  const sought = foldKana(typed)
  if (sought === '') return { found: choices.slice(0, most), exact: false }
  const rank = ({ name, readings }: TagChoice) => {
    const words = [foldKana(name), ...foldKana(readings).split(' ')]
    if (words[0] === sought) return 0
    if (words.some((word) => word.startsWith(sought))) return 1
    return words.some((word) => word.includes(sought)) ? 2 : null
  }
  const found = choices.flatMap((choice) => {
    const at = rank(choice)
    return at === null ? [] : [{ choice, at }]
  })
  return {
    found: found
      .sort((a, b) => a.at - b.at)
      .slice(0, most)
      .map(({ choice }) => choice),
    exact: found.some(({ at }) => at === 0),
  }
}
