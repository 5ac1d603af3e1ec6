'use client'
import { useEffect, useRef, useState } from 'react'
import { Icon } from './icon'

type Props = { text: string; label: string; words: { copy: string; copied: string } }

/** Text to be taken elsewhere. Where the clipboard is closed (http), the button selects it, ready for Ctrl-C. */
export function CopyLine({ text, label, words }: Props) {
  const code = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 3000)
    return () => clearTimeout(timer)
  }, [copied])
  const select = () => {
    if (code.current) window.getSelection()?.selectAllChildren(code.current)
  }
  const copy = () => {
    select()
    navigator.clipboard?.writeText(text).then(() => setCopied(true), select)
  }
  return (
    <div className="flex items-start gap-2">
      <code ref={code} className="min-w-0 flex-1 py-3 font-mono text-caption break-all">
        {text}
      </code>
      <button
        type="button"
        aria-label={label}
        onClick={copy}
        className="inline-flex min-h-11 flex-none items-center gap-1.5 rounded-segment px-2.5 text-secondary font-semibold"
      >
        <Icon name={copied ? 'check' : 'copy'} className="size-4.5" />
        <span aria-live="polite">{copied ? words.copied : words.copy}</span>
      </button>
    </div>
  )
}
