'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'

/** Holds a place until it comes near the window, then for good what belongs there: nobody waits for what nobody sees. */
export function InView({ place, className = '', children }: { place: ReactNode; className?: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element || near) return
    const watch = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true), {
      rootMargin: '200px',
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [near])
  return (
    <div ref={box} className={className}>
      {near ? children : place}
    </div>
  )
}
