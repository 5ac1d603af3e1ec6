import type { ComponentProps } from 'react'

const LOOKS = {
  primary: 'bg-ink text-bg',
  secondary: 'inset-ring-[1.5px] inset-ring-control text-ink',
  danger: 'inset-ring-[1.5px] inset-ring-danger text-danger',
} as const
const SIZES = { large: 'min-h-12 w-full text-value', small: 'min-h-11 px-4 text-[0.875rem] leading-5' } as const

type Look = { look?: keyof typeof LOOKS; size?: keyof typeof SIZES }

/** The classes of a button, for links that look like one. */
export function buttonClass({ look = 'primary', size = 'large' }: Look = {}): string {
  return `inline-flex items-center justify-center gap-2 rounded-control py-1 font-[650] select-none disabled:opacity-60 ${LOOKS[look]} ${SIZES[size]}`
}

/** A button in ink: colour belongs to data. `busy` keeps its place and its label, and takes no second press. */
export function Button({ look, size, busy = false, className = '', ...props }: ComponentProps<'button'> & Look & { busy?: boolean }) {
  return (
    <button
      type="button"
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      data-danger={look === 'danger' || undefined}
      {...props}
      {...(busy ? { onClick: (event) => event.preventDefault() } : {})}
      className={`${buttonClass({ ...(look && { look }), ...(size && { size }) })} ${busy ? 'opacity-60' : ''} ${className}`}
    />
  )
}
