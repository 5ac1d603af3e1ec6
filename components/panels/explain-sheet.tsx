'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Quantity } from '@/components/ui/quantity'
import { useFormat } from '@/components/ui/settings'
import { Sheet } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import type { ExplainBody } from '@/lib/api'
import { METRIC_SOURCES, whoseNumber } from '@/lib/domain/metric-source'
import { explainQueries } from '@/lib/queries/explain'
import type { Explained } from './explain-choice'
import { ExplainedDocuments } from './explained-documents'
import { useFailureWords } from './failure-words'
import { useMetricWords } from './metric-words'
import { RawJson } from './raw-json'

/** Where one number comes from: whose it is, how it is made, of which documents, what they said before, and all of their text. */
export function ExplainSheet({ asked, open, onClose }: { asked: Explained; open: boolean; onClose: () => void }) {
  const t = useTranslations('explain')
  const words = useMetricWords()
  return (
    <Sheet open={open} title={words.name(asked.metric)} onClose={onClose} closeLabel={t('close')}>
      <Explanation {...asked} />
    </Sheet>
  )
}

function Explanation({ metric, day }: Explained) {
  const t = useTranslations('explain')
  const format = useFormat()
  const words = useMetricWords()
  const { data, error, refetch, isFetching } = useQuery(explainQueries.metric(metric, day))
  const why = useFailureWords()
  const source = METRIC_SOURCES[metric]
  return (
    <div className="flex flex-col gap-3 pb-2">
      {data ? (
        data.value === null ? (
          <p className="text-secondary text-ink2">{t('nothing', { date: format.date(day) })}</p>
        ) : (
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Quantity of={words.value(metric, data.value)} />
            <span className="text-secondary text-ink2">{t('on', { date: format.date(day) })}</span>
          </p>
        )
      ) : error ? null : (
        <Skeleton className="h-7 w-32" />
      )}
      <p className="text-secondary text-ink2">
        <strong className="font-[650] text-ink">{t(`whose.${whoseNumber(source)}`)}</strong> {t(`rule.${source.rule}`)}
      </p>
      <p className="text-secondary text-ink2">
        {t('field')}{' '}
        <code className="font-mono text-[0.8125rem] break-all text-ink">
          {source.collection} → {source.path.join('.')}
        </code>
      </p>
      {data ? (
        <Sources data={data} />
      ) : error ? (
        <div role="alert" className="text-secondary">
          <p>{t('failed', { detail: why(error) })}</p>
          <Button look="secondary" size="small" className="mt-2" busy={isFetching} onClick={() => refetch()}>
            {t('retry')}
          </Button>
        </div>
      ) : (
        <>
          <p role="status" className="sr-only">
            {t('loading')}
          </p>
          <Skeleton className="h-24" />
        </>
      )}
    </div>
  )
}

function Sources({ data }: { data: ExplainBody }) {
  const t = useTranslations('explain')
  if (data.rows !== null) {
    const range = new URLSearchParams({ start_date: data.day, end_date: data.day })
    return <RawJson title={t('rawSamples')} text={data.rows} address={`/api/oura/v2/usercollection/${data.collection}?${range}`} />
  }
  if (data.documents.length === 0) return <p className="text-secondary text-ink2">{t(data.withheld ? 'withheld' : 'noDocuments')}</p>
  return <ExplainedDocuments collection={data.collection} documents={data.documents} />
}
