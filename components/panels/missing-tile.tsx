import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Tile } from '@/components/ui/tile'
import type { Day } from '@/lib/domain/day'
import type { Collection } from '@/lib/oura/collections'
import { Loaded } from './loaded'
import { useMissingPart } from './missing'

type Props = {
  title: string
  /** The same as the middle of a sentence. */
  name: string
  day: Day
  collection: Collection
  /** What was asked for it. */
  query: UseQueryResult<unknown>
  /** Says more than that a document holds nothing. */
  empty?: string | undefined
  className?: string
}

/** Where a part of the day would be: why it is not there, or that it did not load. Nothing where this person never had it. */
export function MissingTile({ title, name, day, collection, query, empty, className = '' }: Props) {
  const t = useTranslations('states')
  const answered = query.data !== undefined
  const state = useMissingPart(day, collection, answered)
  if (answered ? state === null : !query.isError) return null
  return (
    <Tile className={className}>
      <h3 className="text-caption text-ink2">{title}</h3>
      <Loaded query={query} name={name} shapes={null} failureClass="mt-2">
        {() =>
          state && <p className="mt-1 text-caption text-ink3">{state === 'have' ? (empty ?? t('missing.have')) : t(`missing.${state}`)}</p>
        }
      </Loaded>
    </Tile>
  )
}
