'use client'
import { useEffect, useEffectEvent, useState } from 'react'
import { Button } from './button'
import { Icon } from './icon'

type Props = {
  title: string
  /** What happened; given the seconds until the next try by itself. */
  say: (seconds: number) => string
  retryLabel: string
  retrying: boolean
  /** How often it has failed already: each time the wait doubles. */
  failures: number
  onRetry: () => void
  className?: string
}

const FIRST_SECONDS = 15
const LONGEST_SECONDS = 300

/** Where data would be: that it did not load, when it is tried again, and a button for now. */
export function Failure({ title, say, retryLabel, retrying, failures, onRetry, className = 'min-h-[12.5rem]' }: Props) {
  const wait = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.max(0, failures - 1))
  const [left, setLeft] = useState(wait)
  const again = useEffectEvent(onRetry)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each failure the waiting begins anew, as long as it was or longer.
  useEffect(() => {
    const due = Date.now() + wait * 1000
    setLeft(wait)
    const timer = setInterval(() => {
      const seconds = Math.ceil((due - Date.now()) / 1000)
      setLeft(Math.max(0, seconds))
      if (seconds > 0) return
      clearInterval(timer)
      again()
    }, 1000)
    return () => clearInterval(timer)
  }, [wait, failures])
  return (
    <div
      role="alert"
      className={`grid place-content-center justify-items-center gap-1 rounded-control p-4 text-center inset-ring inset-ring-line ${className}`}
    >
      <Icon name="error" className="size-6 text-danger" />
      {/* Once more for each failure, so that it is said again. */}
      <p key={failures} className="mt-1 font-[650]">
        {title}
      </p>
      <p aria-live="off" className="text-secondary text-ink2">
        {say(left)}
      </p>
      <Button look="secondary" size="small" className="mt-2.5" busy={retrying} onClick={onRetry}>
        <Icon name="sync" className="size-[1.0625rem]" />
        {retryLabel}
      </Button>
    </div>
  )
}
