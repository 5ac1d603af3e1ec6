import { useId } from 'react'
import type { Day } from '@/lib/domain/day'
import { useEarlyInput } from './early-input'

type Props = { label: string; value: string; min?: Day | undefined; max?: Day | undefined; onChange: (value: string) => void }

/** One day, entered with the platform's own calendar. Empty text while no day is complete. */
export function DateField({ label, value, min, max, onChange }: Props) {
  const id = useId()
  const field = useEarlyInput<HTMLInputElement>((input) => input.value !== value && onChange(input.value))
  return (
    <div className="min-w-0 flex-1">
      <label htmlFor={id} className="mb-1.5 block text-secondary font-[650]">
        {label}
      </label>
      <input
        ref={field}
        id={id}
        type="date"
        autoComplete="off"
        value={value}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value)}
        className="h-12 w-full min-w-0 rounded-control bg-bg px-3 text-ink inset-ring-[1.5px] inset-ring-control outline-ink focus:outline-2 focus:outline-offset-2"
      />
    </div>
  )
}
