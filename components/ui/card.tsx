import type { ComponentProps, ReactNode } from 'react'

/** A surface of its own. With a title it is a named section; `aside` stands at the right of the title. */
export function Card({
  title,
  aside,
  className = '',
  children,
  ...props
}: Omit<ComponentProps<'section'>, 'title'> & { title?: string; aside?: ReactNode }) {
  return (
    <section aria-label={title} {...props} className={`rounded-card bg-surface p-4 ${className}`}>
      {title && (
        <div className="mb-2.5 flex items-baseline gap-2">
          <h2 dir="auto" className="text-card only:min-w-0 only:break-words">
            {title}
          </h2>
          {aside && <div className="ml-auto text-secondary text-ink2">{aside}</div>}
        </div>
      )}
      {children}
    </section>
  )
}
