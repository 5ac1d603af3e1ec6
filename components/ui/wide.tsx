'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'

/**
 * A table that may be wider than a phone. Where it is, it scrolls sideways in a region that keys reach, called `label`; where it fits it
 * stands as if alone, so that its head can stick to what scrolls around it.
 */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null)
  const [isWide, setIsWide] = useState(false)
  useEffect(() => {
    const element = around.current
    if (!element) return
    // A pixel is lost in rounding.
    const seen = new ResizeObserver(() => setIsWide(element.scrollWidth > element.clientWidth + 1))
    for (const one of [element, ...element.children]) seen.observe(one)
    return () => seen.disconnect()
  }, [])
  return (
    <div ref={around} {...(isWide && { role: 'region', 'aria-label': label, tabIndex: 0, className: 'overflow-x-auto' })}>
      {children}
    </div>
  )
}
