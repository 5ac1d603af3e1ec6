'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './button'
import { TextField } from './text-field'

type Props = {
  word: string
  label: string
  action: string
  cancel: string
  busy: boolean
  /** What went wrong, if something did. */
  problem?: ReactNode
  onConfirm: () => void
  onCancel: () => void
}

/** For what cannot be undone: it is done once the word is typed out, letter by letter. */
export function TypedConfirmation({ word, label, action, cancel, busy, problem, onConfirm, onCancel }: Props) {
  const [typed, setTyped] = useState('')
  // Keyboards put a space behind a word, and Japanese ones write wide letters.
  const isTyped = typed.normalize('NFKC').trim() === word
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isTyped && !busy) onConfirm()
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <TextField label={label} value={typed} onChange={setTyped} />
      {problem && (
        <p role="alert" className="text-secondary">
          {problem}
        </p>
      )}
      <div className="grid grid-cols-2 gap-2.5">
        <Button look="danger" size="small" type="submit" busy={busy} disabled={!isTyped}>
          {action}
        </Button>
        <Button look="secondary" size="small" onClick={onCancel}>
          {cancel}
        </Button>
      </div>
    </form>
  )
}
