import { useTranslations } from 'use-intl'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import type { ExplainedDocument } from '@/lib/api'
import { RawJson } from './raw-json'

/** The documents that a number was looked up in, those that count first, each with what Oura has made of it over time. */
export function ExplainedDocuments({ collection, documents }: { collection: string; documents: readonly ExplainedDocument[] }) {
  const t = useTranslations('explain')
  const sorted = [...documents].sort((a, b) => Number(b.counted) - Number(a.counted))
  return (
    <section>
      <h3 className="pb-1 text-secondary font-[650]">{t('documents', { count: documents.length })}</h3>
      <ul>
        {sorted.map((document) => (
          <Row key={document.id} collection={collection} document={document} />
        ))}
      </ul>
    </section>
  )
}

function Row({ collection, document }: { collection: string; document: ExplainedDocument }) {
  const t = useTranslations('explain')
  const format = useFormat()
  const { now, offset } = useNow()
  const at = (iso: string) => format.moment(Date.parse(iso), { offset, now })
  const said = (value: ExplainedDocument['value']) => short(value) ?? t('saysNothing')
  const [last, ...older] = document.earlier ?? []
  return (
    <li className="border-line border-t py-2.5 text-secondary">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-[650]">{document.counted ? t('counts') : t('leftOut')}</span>
        <span>{document.value === null ? t('saysNothing') : t('says', { value: said(document.value) })}</span>
      </p>
      <p className="text-ink2">
        {t('fetched', { time: at(document.fetched_at) })}
        {document.removed_at !== null && <> · {t('removed', { time: at(document.removed_at) })}</>}
      </p>
      {last ? (
        <>
          <p className="text-ink2">
            {last.value === document.value
              ? t('until', { value: said(last.value), time: at(last.until) })
              : t('rewritten', { before: said(last.value), after: said(document.value), time: at(last.until) })}
          </p>
          {older.length > 0 && (
            <ul aria-label={t('earlier')} className="text-ink2">
              {older.map(({ value, until }) => (
                <li key={until}>{t('until', { value: said(value), time: at(until) })}</li>
              ))}
            </ul>
          )}
        </>
      ) : (
        document.removed_at === null && document.earlier !== null && <p className="text-ink2">{t('unchanged')}</p>
      )}
      <RawJson
        title={t('raw')}
        text={document.body}
        address={document.removed_at === null ? `/api/oura/v2/usercollection/${collection}/${encodeURIComponent(document.id)}` : null}
      />
    </li>
  )
}

/** A long list of characters by its beginning. */
function short(value: ExplainedDocument['value']): string | null {
  if (value === null) return null
  const text = String(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
