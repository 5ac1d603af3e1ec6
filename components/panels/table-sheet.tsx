import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Sheet } from '@/components/ui/sheet'
import { type Csv, CsvButton } from './csv-button'

type Props = { title: string; csv: Csv; open: boolean; onClose: () => void; children: ReactNode }

/** The sheet in which a chart stands as a table, all of it as CSV beside the title. */
export function TableSheet({ title, csv, open, onClose, children }: Props) {
  const t = useTranslations('table')
  return (
    <Sheet open={open} onClose={onClose} title={title} closeLabel={t('close')} aside={<CsvButton csv={csv} />}>
      {children}
    </Sheet>
  )
}
