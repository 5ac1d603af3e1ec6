'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { CoverageState } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import type { Collection } from '@/lib/oura/collections'
import { coverageQueries } from '@/lib/queries/coverage'

/** Why a collection has nothing for a day: not worn, not shared, none at Oura, not fetched yet, failed. Asked only when it is missing. */
export function useMissing(day: Day, collection: Collection, missing: boolean): string | null {
  const t = useTranslations('states')
  const coverage = useQuery({ ...coverageQueries.range(day, day), enabled: missing, select: ({ data }) => data })
  if (!missing) return null
  const state: CoverageState | undefined = coverage.data?.find((row) => row.day === day && row.collection === collection)?.state
  return coverage.isSuccess ? t(`missing.${state === undefined || state === 'have' ? 'none' : state}`) : null
}
