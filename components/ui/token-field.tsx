'use client'
import { useEffect, useId, useState } from 'react'
import { useEarlyInput } from './early-input'
import { Icon } from './icon'

type Props = {
  label: string
  placeholder: string
  words: { paste: string; show: string; hide: string }
  value: string
  onChange: (value: string) => void
  /** Whether the value was refused: then all but its last four characters are covered, to be compared with the original. */
  refused: boolean
  describedBy?: string
}

const COVERED = 15

/** A refused value as it may be shown: dots, and at most a quarter of it in the clear, never more than four characters. */
export function covered(value: string): string {
  const shown = Math.min(4, Math.floor(value.length / 4))
  return '•'.repeat(Math.min(COVERED, value.length - shown)) + value.slice(value.length - shown)
}

/** One line for a secret: pasted, covered, uncovered on request. The input has no name, so that no form ever carries it into an address. */
export function TokenField({ label, placeholder, words, value, onChange, refused, describedBy }: Props) {
  const id = useId()
  const input = useEarlyInput<HTMLInputElement>((field) => field.value !== value && onChange(field.value))
  const [open, setOpen] = useState(false)
  const [focused, setFocused] = useState(false)
  const [canPaste, setCanPaste] = useState(false)
  // The clipboard can be read only over https or on the machine itself.
  useEffect(() => setCanPaste(typeof navigator.clipboard?.readText === 'function'), [])
  // Uncovering changed the text under the cursor; whoever comes back to a refused value mostly means to replace it.
  useEffect(() => {
    if (focused && refused) input.current?.select()
  }, [focused, refused, input])
  const paste = () =>
    navigator.clipboard.readText().then(
      (text) => onChange(text.trim()),
      () => setCanPaste(false),
    )
  const masked = refused && !open && !focused && value !== ''
  return (
    <div>
      <label htmlFor={id} className="mb-2 block font-[650]">
        {label}
      </label>
      <div
        className={`flex h-13 items-center gap-1.5 rounded-control bg-bg pr-1 pl-3.5 text-value font-normal outline-ink focus-within:outline-2 focus-within:outline-offset-2 ${refused ? 'inset-ring-2 inset-ring-danger' : 'inset-ring-[1.5px] inset-ring-control'}`}
      >
        <input
          ref={input}
          id={id}
          type={open || masked ? 'text' : 'password'}
          value={masked ? covered(value) : value}
          onChange={(event) => onChange(event.target.value)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          placeholder={placeholder}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          aria-invalid={refused || undefined}
          aria-describedby={describedBy}
          className="h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink3"
        />
        {value !== '' && (
          <button
            type="button"
            aria-pressed={open}
            aria-label={open ? words.hide : words.show}
            onClick={() => setOpen(!open)}
            className="grid size-11 place-items-center rounded-segment text-ink2"
          >
            <Icon name={open ? 'eye-off' : 'eye'} />
          </button>
        )}
        {value === '' && canPaste && (
          <button
            type="button"
            onClick={paste}
            className="relative mr-1.5 h-8 rounded-lg border border-control px-3 text-secondary font-semibold before:absolute before:-inset-x-1.5 before:-inset-y-[7px]"
          >
            {words.paste}
          </button>
        )}
      </div>
    </div>
  )
}
