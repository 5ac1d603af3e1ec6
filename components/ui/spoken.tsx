'use client'
import { useEffect, useRef, useState } from 'react'

const SPOKEN_EVERY_MS = 500

/** Text for screen readers alone, told at most twice a second so that a scrub does not flood them. */
export function Spoken({ text }: { text: string }) {
  const [said, setSaid] = useState(text)
  const last = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, last.current + SPOKEN_EVERY_MS - performance.now())
    const timer = setTimeout(() => {
      last.current = performance.now()
      setSaid(text)
    }, wait)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  )
}
