import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import type { Day } from '@/lib/domain/day'
import { LONGEST_NAME, lengthOf, tagNameOf } from '@/lib/domain/local-tag'
import { findTags, TAG_CODES, type TagChoice } from '@/lib/domain/tag-choice'
import { useRecentTags } from './recent-tags'
import { useTagName } from './tag-name'

const MOST = 14

/** Every tag that can be set with one tap: what this person set most in the last three months, then Oura's own words. */
function useTagChoices(day: Day): TagChoice[] {
  const readings = useTranslations('tags.readings')
  const nameOf = useTagName()
  const recent = useRecentTags(day)
  return useMemo(() => {
    const set = recent.map(({ key, code, called }) => ({ key, code, name: called }))
    const rest = TAG_CODES.filter((code) => !set.some(({ key }) => key === code)).map((code) => ({
      key: code,
      code,
      name: nameOf({ key: code, name: '' }),
    }))
    return [...set, ...rest].map((choice) => {
      const code = TAG_CODES.find((known) => known === choice.code)
      return { ...choice, readings: code ? readings(`${code}`) : '' }
    })
  }, [recent, nameOf, readings])
}

const CHIP = 'inline-flex min-h-11 max-w-full items-center rounded-full px-4 text-left text-body font-[550] disabled:opacity-50'

type Props = {
  day: Day
  typed: string
  disabled: boolean
  onPick: (tag: { code: string | null; name: string | null }, called: string) => void
}

/** Tags as chips, one tap each; letters typed narrow them, in either kana, and are a new tag where none has that name. */
export function TagChoices({ day, typed, disabled, onPick }: Props) {
  const t = useTranslations('tags')
  const choices = useTagChoices(day)
  const { found, exact } = findTags(choices, typed, MOST)
  const name = tagNameOf(typed)
  if (lengthOf(name) > LONGEST_NAME)
    return (
      <p role="alert" className="py-2 text-secondary">
        {t('nameLong', { most: LONGEST_NAME })}
      </p>
    )
  return (
    <ul aria-label={name === '' ? t('recent') : t('found')} className="flex flex-wrap gap-2 py-2">
      {name !== '' && !exact && (
        <li className="max-w-full">
          <button type="button" disabled={disabled} className={`${CHIP} bg-ink text-bg`} onClick={() => onPick({ code: null, name }, name)}>
            <bdi className="truncate">{t('addNamed', { name })}</bdi>
          </button>
        </li>
      )}
      {found.map((choice, index) => (
        <li key={choice.key} className="max-w-full">
          <button
            type="button"
            disabled={disabled}
            // No keyboard slides up before it is asked for.
            data-first-focus={index === 0 || undefined}
            className={`${CHIP} bg-raised`}
            onClick={() => onPick({ code: choice.code, name: choice.code ? null : choice.name }, choice.name)}
          >
            <bdi className="truncate">{choice.name}</bdi>
          </button>
        </li>
      ))}
    </ul>
  )
}
