'use client'
import { useTranslations } from 'use-intl'
import { Sheet } from '@/components/ui/sheet'

const KEYS = [
  { keys: ['['], does: 'previous' },
  { keys: [']'], does: 'next' },
  { keys: ['G'], does: 'calendar' },
  { keys: ['T'], does: 'table' },
  { keys: ['←', '→'], does: 'minute' },
  { keys: ['Shift ←', 'Shift →'], does: 'quarter' },
  { keys: ['Home', 'End'], does: 'ends' },
  { keys: ['Esc'], does: 'clear' },
  { keys: ['?'], does: 'list' },
] as const

/** Every key that does something on the Day page. */
export function KeysPanel({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('keyboard')
  return (
    <Sheet open={open} title={t('title')} onClose={onClose} closeLabel={t('close')}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 pb-2 text-body">
        {KEYS.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <kbd key={key} className="rounded-md border border-control px-1.5 font-sans text-secondary font-semibold">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className="text-ink2">{t(does)}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}
