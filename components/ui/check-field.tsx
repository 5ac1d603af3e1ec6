import { type ReactNode, useId } from 'react'
import { useEarlyInput } from './early-input'

type Props = { label: string; note?: ReactNode; checked: boolean; onChange: (checked: boolean) => void }

/** One thing that can be ticked, with a line on what it means. */
export function CheckField({ label, note, checked, onChange }: Props) {
  const id = useId()
  const box = useEarlyInput<HTMLInputElement>((input) => input.checked !== checked && onChange(input.checked))
  return (
    <label className="flex min-h-11 items-start gap-3 py-2">
      <input
        ref={box}
        type="checkbox"
        autoComplete="off"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        {...(note ? { 'aria-describedby': id } : {})}
        className="mt-0.5 size-5 flex-none accent-ink"
      />
      <span className="min-w-0">
        <span className="block">{label}</span>
        {note && (
          <span id={id} className="block text-caption text-ink3">
            {note}
          </span>
        )}
      </span>
    </label>
  )
}
