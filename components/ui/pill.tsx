import type { ButtonHTMLAttributes } from 'react'

/** A small rounded button; its hit area reaches 44 px, its outline 32. */
export function Pill({ className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      className={`relative inline-flex min-h-8 flex-none items-center gap-1.5 rounded-full border border-control px-3 text-secondary font-semibold whitespace-nowrap before:absolute before:-inset-x-1.5 before:-inset-y-[7px] ${className}`}
      {...rest}
    />
  )
}
