import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

const TONES = {
  neutral: { box: 'bg-raised', icon: 'text-ink2' },
  warn: { box: 'bg-raised', icon: 'text-warn' },
  danger: { box: 'bg-raised border-[1.5px] border-danger', icon: 'text-danger' },
} as const

type Props = { tone: keyof typeof TONES; icon: IconName; title: string; children?: ReactNode; actions?: ReactNode; className?: string }

/** What stands in the way and what to do about it. `danger` is kept for what only the owner can mend. */
export function Banner({ tone, icon, title, children, actions, className = '' }: Props) {
  return (
    <div role="status" className={`flex gap-2.5 rounded-control px-3.5 py-3 text-sm leading-snug ${TONES[tone].box} ${className}`}>
      <Icon name={icon} className={`mt-px size-5 ${TONES[tone].icon}`} />
      <div className="min-w-0 flex-1">
        <b className="font-[650]">{title}</b> <span className="text-ink2">{children}</span>
        {actions && <div className="mt-2.5 flex flex-wrap gap-2.5">{actions}</div>}
      </div>
    </div>
  )
}
