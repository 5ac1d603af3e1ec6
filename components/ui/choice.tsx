import { useEarlyInput } from './early-input'

type Props<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

/** One of several choices behind a line of text: the platform's own list. */
export function Choice<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  const pick = (chosen: string) => {
    const picked = options.find((option) => option.value === chosen)
    if (picked && picked.value !== value) onChange(picked.value)
  }
  const select = useEarlyInput<HTMLSelectElement>((control) => pick(control.value))
  return (
    <label className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 text-secondary text-ink2">
      {label}
      <select
        ref={select}
        value={value}
        autoComplete="off"
        onChange={(event) => pick(event.target.value)}
        className="min-h-9 rounded-control border border-control bg-surface px-2 text-secondary font-semibold text-ink"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}
