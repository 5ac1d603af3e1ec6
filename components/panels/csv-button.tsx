import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'

/** A table as a file: its name, what is in it, and what its button is called where it does not hold all that is shown. */
export type Csv = { name: string; text: () => string; label?: string }

/** Hands a table over as CSV. Nothing is written out before it is asked for. */
export function CsvButton({ csv, className = '' }: { csv: Csv; className?: string }) {
  const t = useTranslations('table')
  return (
    <Button look="secondary" size="small" aria-label={csv.label ?? t('csvLabel')} className={className} onClick={() => download(csv)}>
      {t('csv')}
    </Button>
  )
}

function download({ name, text }: Csv): void {
  // Excel takes a file for UTF-8 only by this mark, and garbles Japanese else.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text()], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  // Safari reads the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
