import type { Ref } from 'react'
import { IconButton } from './icon-button'

type Props = {
  /** The day as it stands in the heading, and as it is read aloud. */
  date: string
  longDate: string
  labels: { previous: string; next: string }
  onPrevious: (() => void) | null
  onNext: (() => void) | null
  headingRef: Ref<HTMLHeadingElement>
}

/** The day in the heading with one step back and one ahead. The heading takes the focus after a step, so that readers hear the day. */
export function DayStepper({ date, longDate, labels, onPrevious, onNext, headingRef }: Props) {
  return (
    <>
      <IconButton icon="chevron-left" label={labels.previous} disabled={!onPrevious} onClick={() => onPrevious?.()} />
      <h1
        ref={headingRef}
        tabIndex={-1}
        className="min-w-0 px-0.5 text-center text-date whitespace-nowrap outline-none sm:min-w-28 lg:min-w-32 lg:text-[1.375rem]"
      >
        <span aria-hidden="true">{date}</span>
        <span className="sr-only">{longDate}</span>
      </h1>
      <IconButton icon="chevron-right" label={labels.next} disabled={!onNext} onClick={() => onNext?.()} />
    </>
  )
}
