'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Failure } from '@/components/ui/failure'
import { Shapes, useHeld } from '@/components/ui/skeleton'
import { useFailureWords } from './failure-words'

type Props<T> = {
  query: UseQueryResult<T>
  /** What did not load, as the middle of a sentence. */
  name: string
  /** The shapes of the real thing, in its size. */
  shapes: ReactNode
  children: (data: T) => ReactNode
  failureClass?: string
}

/**
 * Data first: what is here is shown, also while it is asked for again. Else its shapes, or that it failed and when it is tried again, which
 * stays until another try came to something, or that it is not on this device and there is no network.
 */
export function Loaded<T>({ query, name, shapes, children, failureClass = 'min-h-[12.5rem]' }: Props<T>) {
  const t = useTranslations('states')
  const why = useFailureWords()
  const held = useHeld(query.isPending)
  const retrying = isRetried(query)
  // A try under way knows of no error.
  const [known, setKnown] = useState(query.error)
  if (query.error && query.error !== known) setKnown(query.error)
  if (query.data !== undefined && !held && !retrying) return children(query.data)
  if (query.isError || retrying)
    return (
      <Failure
        title={t('didNotLoad', { name })}
        say={(seconds) => [known && why(known), t('again', { seconds })].filter(Boolean).join(' ')}
        retryLabel={t('retryNow')}
        retrying={retrying}
        failures={query.errorUpdateCount}
        onRetry={() => void query.refetch()}
        className={failureClass}
      />
    )
  // Without a network a read waits for one, and goes on by itself.
  if (query.isPaused)
    return <p className={`grid place-content-center p-4 text-center text-secondary text-ink2 ${failureClass}`}>{t('notHere')}</p>
  return <Shapes label={t('loading', { name })}>{shapes}</Shapes>
}

type Tried = Pick<UseQueryResult, 'data' | 'isPlaceholderData' | 'errorUpdateCount' | 'isFetching'>

/** Whether what has never come is asked for once more. */
export const isRetried = ({ data, isPlaceholderData, errorUpdateCount, isFetching }: Tried): boolean =>
  (data === undefined || isPlaceholderData) && errorUpdateCount > 0 && isFetching
