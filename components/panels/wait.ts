import { useLayoutEffect, useState } from 'react'
import { ApiError } from '@/lib/queries/fetch-json'

/** Until when (epoch ms) an error asks to wait; null when it does not, and again once that time has come. */
export function useWait(error: Error | null): number | null {
  const [until, setUntil] = useState<number | null>(null)
  // Before it is painted: an error is not said to be over first.
  useLayoutEffect(() => {
    const wait = error instanceof ApiError ? error.retryAfter : null
    if (wait === null) return setUntil(null)
    setUntil(Date.now() + wait)
    const timer = setTimeout(() => setUntil(null), wait)
    return () => clearTimeout(timer)
  }, [error])
  return until
}
