import type { ReactNode } from 'react'

/** How something is computed, opened in place. */
export function Definition({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="mt-3 text-secondary text-ink2">
      <summary className="relative cursor-pointer font-semibold underline decoration-control underline-offset-3 before:absolute before:-inset-x-2 before:-inset-y-3.5">
        {title}
      </summary>
      <div className="mt-2 flex flex-col gap-1.5">{children}</div>
    </details>
  )
}
