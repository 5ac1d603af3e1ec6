import type { ComponentProps } from 'react'

/** Underlined words that act in place; the hit area is larger than the words. */
export function TextButton({ className = '', ...props }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...props}
      className={`relative font-semibold underline decoration-control underline-offset-[3px] before:absolute before:-inset-x-2 before:-inset-y-3 ${className}`}
    />
  )
}
