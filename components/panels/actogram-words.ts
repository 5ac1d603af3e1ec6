import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { type ActogramRow, FEWEST_ROWS, mostlyAsleep } from '@/lib/domain/actogram'
import { knownDays } from '@/lib/domain/rhythm-grid'

/** What an actogram shows, in two sentences. */
export function useActogramSentence(): (rows: readonly ActogramRow[]) => string {
  const t = useTranslations('rhythm.actogram')
  const format = useFormat()
  return (rows) => {
    const asleep = mostlyAsleep(rows)
    const known = knownDays(rows)
    return [
      asleep ? t('asleep', { from: format.clock(asleep.from), to: format.clock(asleep.to) }) : known < FEWEST_ROWS ? '' : t('noPattern'),
      t('known', { known, days: rows.length }),
    ]
      .filter(Boolean)
      .join(' ')
  }
}
