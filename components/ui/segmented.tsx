import { useId } from 'react'
import { useEarlyInput } from './early-input'

type Props<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  /** Each as wide as its own words, where these differ too much for equal shares. */
  fit?: boolean
  className?: string
}

/** One of a few choices. Radio buttons below, so that arrow keys and readers know it. */
export function Segmented<Value extends string>({ label, value, options, onChange, fit = false, className = '' }: Props<Value>) {
  const name = useId()
  const box = useEarlyInput<HTMLFieldSetElement>((fieldset) => {
    const picked = fieldset.querySelector<HTMLInputElement>(':checked')?.value
    const option = options.find((one) => one.value === picked)
    if (option && option.value !== value) onChange(option.value)
  })
  return (
    <fieldset
      ref={box}
      className={`inline-grid ${fit ? 'auto-cols-auto' : 'auto-cols-fr'} grid-flow-col rounded-control bg-bg p-[3px] big-text:flex big-text:flex-wrap big-text:*:grow ${className}`}
    >
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={`relative grid min-h-9 place-items-center rounded-segment ${fit ? 'px-1 text-[0.8125rem] sm:px-3 sm:text-sm' : 'px-3 text-sm'} text-center font-medium text-ink2 before:absolute before:-inset-1 has-checked:bg-raised has-checked:font-bold has-checked:text-ink has-checked:inset-ring has-checked:inset-ring-control has-focus-visible:outline-2 has-focus-visible:outline-ink`}
        >
          <input
            type="radio"
            name={name}
            autoComplete="off"
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
