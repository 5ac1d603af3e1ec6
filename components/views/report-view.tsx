'use client'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ReportControlsPanel } from '@/components/panels/report-controls-panel'
import { ReportPaperPanel } from '@/components/panels/report-paper-panel'
import { changeAddress, useAddress } from '@/components/ui/address'
import { Banner } from '@/components/ui/banner'
import { Link } from '@/components/ui/link'
import { useNow } from '@/components/ui/now'
import { activityDay } from '@/lib/domain/local-clock'
import { MOST_METRICS, readReport } from '@/lib/domain/report'

/** A week, month, quarter or any days on one page of paper. What is on it is in the address; who it is about is nowhere. */
export function ReportView() {
  const t = useTranslations('report')
  const { now, offset } = useNow()
  const today = activityDay(now, offset)
  const address = useAddress()
  const report = useMemo(() => readReport(address, today), [address, today])
  const [person, setPerson] = useState({ name: '', born: '' })
  return (
    <div className="flex min-h-full flex-1 flex-col gap-3 lg:gap-4 lg:px-6 lg:pt-4 lg:pb-7">
      <header className="screen-only flex min-h-11 flex-wrap items-center gap-x-4 px-4 pt-3 lg:px-0 lg:pt-0">
        <h1 className="text-title">{t('title')}</h1>
        <Link href="/trends" className="ml-auto inline-flex min-h-11 items-center text-secondary text-ink2 underline underline-offset-3">
          {t('back')}
        </Link>
      </header>
      {report.wrong && (
        <Banner
          tone="neutral"
          icon="calendar"
          title={t(`wrong.${report.wrong}`, { most: MOST_METRICS })}
          className="screen-only mx-3 lg:mx-0"
        />
      )}
      <main className="flex min-w-0 flex-col gap-3 pb-4 lg:gap-4">
        <ReportControlsPanel report={report} today={today} person={person} onAddress={changeAddress} onPerson={setPerson} />
        <ReportPaperPanel report={report} person={person} today={today} />
      </main>
    </div>
  )
}
