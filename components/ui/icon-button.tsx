import type { ComponentProps } from 'react'
import { Icon, type IconName } from './icon'

/** A bare symbol of 44 px, with its name for those who do not see it. */
export function IconButton({ icon, label, className = '', ...props }: ComponentProps<'button'> & { icon: IconName; label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...props}
      className={`grid size-[44px] flex-none place-items-center rounded-control text-ink disabled:text-line ${className}`}
    >
      <Icon name={icon} className="size-[1.375rem]" />
    </button>
  )
}
