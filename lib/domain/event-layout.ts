import type { DayEvent } from './day-events'

/** An event with the name it is written with. */
export type NamedEvent = { id: string; kind: DayEvent['kind']; from: number; to: number | null; name: string }
/** A name beside one or more marks: `after` it stands right of the last mark's end, `before` it stands left of the first mark's start. */
export type EventLabel = { id: string; text: string; side: 'after' | 'before'; minute: number }

const CHARACTER = 6.3
const WIDE_CHARACTER = 11.5
const MARK = 9
const GAP = 6

/** About how wide a text is in px at 11 px; nothing can be measured on a server. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + ((character.codePointAt(0) ?? 0) > 0x2e7f ? WIDE_CHARACTER : CHARACTER), 0)
}

type Cluster = { id: string; name: string; count: number; left: number; right: number; from: number; to: number }

const textOf = (cluster: Cluster) => (cluster.count > 1 ? `${cluster.name} +${cluster.count - 1}` : cluster.name)

/**
 * Where the names of one row of marks stand on an axis of `minutes` drawn `width` px wide: right of the mark if there is room, else left,
 * else neighbours share one name with how many more there are (“Coffee +2”). A name that fits nowhere is left out; marks never are.
 */
export function labelRow(events: readonly NamedEvent[], minutes: number, width: number): EventLabel[] {
  const px = width / minutes
  const waiting = [...events]
    .sort((a, b) => a.from - b.from)
    .map(({ id, name, kind, from, to }): Cluster => {
      const reach = kind === 'tag' ? MARK : Math.max(MARK, ((to ?? from) - from) * px) + GAP / 2
      return {
        id,
        name,
        count: 1,
        left: from * px - (kind === 'tag' ? MARK : GAP / 2),
        right: from * px + reach,
        from,
        to: kind === 'tag' ? from : (to ?? from),
      }
    })
  const labels: EventLabel[] = []
  let taken = 0
  for (let cluster = waiting.shift(); cluster; ) {
    const next = waiting[0]
    const text = textOf(cluster)
    const size = widthOf(text) + GAP
    if (cluster.right + size <= (next ? next.left : width)) {
      labels.push({ id: cluster.id, text, side: 'after', minute: cluster.to })
      taken = cluster.right + size
    } else if (cluster.left - size >= taken && (!next || next.left > cluster.right)) {
      labels.push({ id: cluster.id, text, side: 'before', minute: cluster.from })
      taken = cluster.right
    } else if (next) {
      waiting[0] = {
        ...cluster,
        count: cluster.count + next.count,
        right: Math.max(cluster.right, next.right),
        to: Math.max(cluster.to, next.to),
      }
    } else taken = cluster.right
    cluster = waiting.shift()
  }
  return labels
}
