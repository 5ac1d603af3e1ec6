'use client'
import { useEffect, useState } from 'react'

/** The dark modules of a row as one path: a run a stroke of its own, one unit high. */
export function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      row.flatMap((dark, x) => {
        if (!dark || row[x - 1]) return []
        const end = row.indexOf(false, x)
        return [`M${x} ${y}h${(end === -1 ? row.length : end) - x}v1H${x}z`]
      }),
    )
    .join('')
}

type Props = { text: string; label: string; className?: string }

/** A text as a QR code, dark on light in both themes, since not every camera reads the reverse. What draws it is loaded when it is needed. */
export function QrCode({ text, label, className = '' }: Props) {
  const [drawn, setDrawn] = useState<{ text: string; size: number; path: string } | null>(null)
  useEffect(() => {
    let gone = false
    void import('uqr').then(({ encode }) => {
      const { size, data } = encode(text, { ecc: 'M', border: 3 })
      if (!gone) setDrawn({ text, size, path: pathOf(data) })
    })
    return () => {
      gone = true
    }
  }, [text])
  return (
    <span className={`block aspect-square overflow-hidden rounded-control bg-white ${className}`}>
      {drawn?.text === text && (
        <svg
          viewBox={`0 0 ${drawn.size} ${drawn.size}`}
          role="img"
          aria-label={label}
          shapeRendering="crispEdges"
          className="block size-full"
        >
          <path d={drawn.path} fill="#000" />
        </svg>
      )}
    </span>
  )
}
