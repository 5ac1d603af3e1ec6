'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'

const AFTER_MS = 200
const AT_LEAST_MS = 300

/** The shape of something that is on its way. It shows itself after 200 ms, so that quick answers never flicker. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden="true" className={`rounded-lg bg-raised ${className}`} />
}

/** Whether shapes must be shown: from the start of waiting, and once they were seen for at least 300 ms more. */
export function useHeld(pending: boolean): boolean {
  const since = useRef<number | null>(null)
  const [held, setHeld] = useState(pending)
  useEffect(() => {
    if (pending) {
      since.current ??= performance.now()
      setHeld(true)
      return
    }
    const waited = since.current === null ? 0 : performance.now() - since.current
    since.current = null
    if (waited < AFTER_MS) {
      setHeld(false)
      return
    }
    const timer = setTimeout(() => setHeld(false), Math.max(0, AFTER_MS + AT_LEAST_MS - waited))
    return () => clearTimeout(timer)
  }, [pending])
  return pending || held
}

/** Shapes while something is on its way, invisible for the first 200 ms but with their room already taken. */
export function Shapes({ label, children, className = '' }: { label: string; children: ReactNode; className?: string }) {
  return (
    <div
      role="status"
      aria-label={label}
      className={`opacity-100 transition-opacity delay-200 duration-[120ms] starting:opacity-0 ${className}`}
    >
      {children}
    </div>
  )
}
