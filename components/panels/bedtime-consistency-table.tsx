import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import type { BedtimeConsistency } from '@/lib/domain/bedtime-consistency'
import { csvText } from '@/lib/domain/csv'
import { NumbersSheet } from './numbers-sheet'

type Props = { bedtimes: BedtimeConsistency; sentence: string; open: boolean; onClose: () => void }

const whole = (minute: number | null) => (minute === null ? null : `${Math.round(minute)}`)

/** Minutes of the wearer's clock from the day's midnight, negative the evening before. */
export function bedtimesCsv({ nights }: Pick<BedtimeConsistency, 'nights'>): string {
  return csvText(
    ['day', 'in_bed_minutes', 'up_minutes'],
    nights.map(({ day, from, to }) => [day, whole(from), whole(to)]),
  )
}

/** The nights of a bedtime consistency as times, the newest last as on the chart. */
export function BedtimeConsistencyTable({ bedtimes, sentence, open, onClose }: Props) {
  const t = useTranslations('night.bedtimes')
  const format = useFormat()
  const { nights } = bedtimes
  return (
    <NumbersSheet
      open={open}
      onClose={onClose}
      of={{
        title: t('tableTitle'),
        sentence,
        heads: (['night', 'bed', 'up'] as const).map((name) => t(name)),
        rows: () => nights.map(({ day, from, to }) => [format.date(day), format.clock(from), format.clock(to)]),
        csv: { name: `ringside-${nights.at(-1)?.day}-bedtimes.csv`, text: () => bedtimesCsv(bedtimes) },
      }}
    />
  )
}
