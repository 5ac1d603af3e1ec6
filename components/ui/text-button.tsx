import type { ComponentProps } from 'react'

/** A quiet action: underlined words, 44 px high. */
export function TextButton({ className = '', ...props }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...props}
      className={`min-h-11 px-1 text-secondary font-semibold text-ink2 underline decoration-control underline-offset-3 disabled:opacity-60 ${className}`}
    />
  )
}
