import { useId } from 'react'
import { useEarlyInput } from './early-input'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  describedBy?: string
  /** The most letters the server takes: no more can be typed or pasted. */
  longest?: number
  className?: string
}

/** One line of text with its label above. The input has no name, so that no form ever carries it into an address. */
export function TextField({ label, value, onChange, describedBy, longest, className = '' }: Props) {
  const id = useId()
  const field = useEarlyInput<HTMLInputElement>((input) => input.value !== value && onChange(input.value))
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-[0.875rem] leading-5 font-[650] text-ink">
        {label}
      </label>
      <input
        ref={field}
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        maxLength={longest}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        {...(describedBy ? { 'aria-describedby': describedBy } : {})}
        className="h-12 w-full min-w-0 rounded-control bg-bg px-3.5 text-value font-normal text-ink inset-ring-[1.5px] inset-ring-control outline-ink focus:outline-2 focus:outline-offset-2"
      />
    </div>
  )
}
