import type { ReactNode } from 'react'
import { type Axis, at } from './axis-position'
import type { LaneWords } from './clock-words'

/** The room of one lane with its name: the lanes themselves and everything laid over them share these boxes. */
export function LaneBox({ id, head, children }: { id: string; head?: ReactNode; children?: ReactNode }) {
  return (
    <div className="lane-block" data-lane={id}>
      <div className="lane-head">{head}</div>
      <div className="lane">{children}</div>
    </div>
  )
}

function Notes({ className, notes }: { className: string; notes: readonly string[] }) {
  return (
    <span className={className}>
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
    </span>
  )
}

type Props = { id: string; words: LaneWords; clock: Axis & { readonly now: number | null }; legend?: ReactNode; children: ReactNode }

/** One lane: its name and notes, its picture or why there is none, and the line of the present. */
export function Lane({ id, words, clock, legend, children }: Props) {
  const head = (
    <>
      <span className="lane-name">{words.name}</span>
      {legend ?? <Notes className="lane-notes narrow-only" notes={words.notes} />}
      <Notes className="lane-notes wide-only" notes={words.wideNotes ?? words.notes} />
    </>
  )
  return (
    <LaneBox id={id} head={head}>
      {children}
      {words.empty !== null && <p className="lane-empty">{words.empty}</p>}
      {clock.now !== null && (
        <svg className="marks" aria-hidden="true">
          <line className="now-line" x1={at(clock, clock.now)} x2={at(clock, clock.now)} y2="100%" />
        </svg>
      )}
    </LaneBox>
  )
}
