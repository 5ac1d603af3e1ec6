'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import type { CoverageBody, CoverageReason, CoverageState } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import type { Collection } from '@/lib/oura/collections'
import { coverageQueries } from '@/lib/queries/coverage'

/** What a sentence is about when several collections are missing for different reasons: what may still come first. */
const FIRST: readonly Word[] = ['failed', 'unreadable', 'not_asked', 'no_scope', 'not_worn']

/** Why a day of a collection is not here; of what failed, why it did where that is known. */
type Word = CoverageState | CoverageReason
const wordOf = ({ state, reason }: CoverageBody['data'][number]): Word => reason ?? state

/** Why a collection has nothing for a day: not worn, not shared, none at Oura, not fetched yet, failed. Asked only when it is missing. */
export function useMissing(day: Day, collection: Collection | readonly Collection[], missing: boolean): string | null {
  const t = useTranslations('states')
  const state = useMissingState(day, missing)([collection].flat())
  return missing && state ? t(`missing.${state}`) : null
}

/** The state behind a gap: of the collections named, the one that says most. Null while it is not known, or `asked` is false. */
export function useMissingState(day: Day, asked: boolean): (of: readonly Collection[]) => Exclude<Word, 'have'> | null {
  const { data } = useQuery({ ...coverageQueries.range(day, day), enabled: asked, select: (body) => body.data })
  return useCallback(
    (of) => {
      if (!asked || !data) return null
      const states = data.filter((row) => row.day === day && of.some((name) => name === row.collection)).map(wordOf)
      // One kind that is not shared says nothing of the others.
      const found = FIRST.find((state) => (state === 'no_scope' ? states.every((one) => one === state) : states.includes(state)))
      return states.length === 0 || found === undefined || found === 'have' ? 'none' : found
    },
    [asked, data, day],
  )
}

/**
 * Why there is nothing where that is not for Oura to say: not shared, not fetched yet, failed, not readable. Null else, and while it is
 * not known: then a card has its own words for what Oura sent.
 */
export function useNotHere(day: Day, collection: Collection, asked: boolean): string | null {
  const t = useTranslations('states')
  const state = useMissingState(day, asked)([collection])
  return state === null || state === 'none' || state === 'not_worn' ? null : t(`missing.${state}`)
}

/**
 * The state behind a part of the day that is not there: `have` where a document holds none of it. Null where Oura never had any of it for
 * this person, and while that is not known.
 */
export function useMissingPart(day: Day, collection: Collection, missing: boolean): Word | null {
  const { data } = useQuery({ ...coverageQueries.range(day, day), enabled: missing })
  if (!missing || !data) return null
  const row = data.data.find((one) => one.day === day && one.collection === collection)
  const state = row ? wordOf(row) : 'none'
  return state === 'none' && !data.ever.includes(collection) ? null : state
}
