'use client'
import { Button } from '@/components/ui/button'
import { CopyLine } from '@/components/ui/copy-line'

type Props = { url: string; say: string; words: { label: string; copy: string; copied: string; done: string }; onDone: () => void }

/** A link that was just made: it is in this component's memory until Done, and nowhere else. */
export function MadeLink({ url, say, words, onDone }: Props) {
  return (
    <div role="status" className="rounded-control bg-bg p-3">
      <p className="mb-1 text-secondary font-semibold">{say}</p>
      <CopyLine text={url} label={words.label} words={words} />
      <Button look="secondary" size="small" className="mt-2 w-full" onClick={onDone}>
        {words.done}
      </Button>
    </div>
  )
}
