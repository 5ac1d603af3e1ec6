'use client'
import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ClockChart } from '@/components/charts/clock-chart'
import { type ClockWords, LANES } from '@/components/charts/clock-words'
import { LaneBox } from '@/components/charts/lane'
import type { Selection } from '@/components/charts/scrub'
import { onDemand } from '@/components/ui/later'
import { Link } from '@/components/ui/link'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import { Shapes, Skeleton, useHeld } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { type LaneFailure, useDayClock } from './day-clock-documents'
import { DayClockReadout } from './day-clock-readout'
import { DayClockTable } from './day-clock-table'
import { useClockWords } from './day-clock-words'
import { useTableKey } from './table-key'
import { TagButton } from './tag-button'

// Here before it is asked for: tags are set where there is no network, too.
const TagSheet = onDemand(async () => (await import('./tag-sheet')).TagSheet)

/** Lanes that did not load say so in their own place, each with its button; the rest of the day stays. */
function FailedLanes({ failures }: { failures: readonly LaneFailure[] }) {
  const t = useTranslations('dayClock')
  return (
    <div className="clock-failures">
      {LANES.map((lane) => {
        const failure = failures.find((one) => one.lane === lane)
        return (
          <LaneBox key={lane} id={lane}>
            {failure && (
              <p className="lane-empty lane-failure" role="alert">
                <span>
                  {t(`failed.${lane}`)}{' '}
                  <button type="button" className="clock-link" aria-disabled={failure.retrying || undefined} onClick={failure.retry}>
                    {t('retry')}
                  </button>
                </span>
              </p>
            )}
          </LaneBox>
        )
      })}
    </div>
  )
}

/** In the sleep lane's caption, over the picture because a picture holds no links: most of that night lies before the axis. */
function NightCaption({ day, night, name }: { day: Day; night: NonNullable<ClockWords['night']>; name: string }) {
  const href = `/night?day=${day}`
  const head = (
    <>
      <span aria-hidden="true" className="lane-name invisible">
        {name}
      </span>
      <Link href={href} className="caption-link lane-notes narrow-only">
        {night.note}
      </Link>
      <Link href={href} className="caption-link lane-notes wide-only">
        {night.lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </Link>
    </>
  )
  return (
    <div className="clock-captions">
      <LaneBox id="sleep" head={head} />
    </div>
  )
}

function Loading() {
  const t = useTranslations('dayClock')
  return (
    <Shapes label={t('loading')} className="clock-loading">
      {LANES.map((lane) => (
        <LaneBox key={lane} id={lane}>
          <Skeleton className="h-full w-full" />
        </LaneBox>
      ))}
    </Shapes>
  )
}

/** One activity day on one clock: five lanes, the readout above them, and the same numbers as a table. */
export function DayClockPanel({ day }: { day: Day }) {
  const t = useTranslations('dayClock')
  const format = useFormat()
  const { now, zone } = useNow()
  const { clock, pending, failures, quiet } = useDayClock(day, zone, now)
  const words = useClockWords(day, clock, quiet)
  const loading = useHeld(pending)
  const [picked, setPicked] = useState<{ day: Day; selection: Selection } | null>(null)
  const [table, setTable] = useState(false)
  const [tags, setTags] = useState(false)
  const { minutes } = clock.span
  // 23 or 25 when summer time changes, anything on a journey.
  const title = t('title', { hours: format.number(minutes / 60, minutes % 60 === 0 ? 0 : 1) })
  const selection = picked?.day === day ? picked.selection : null
  const select = useCallback((next: Selection | null) => setPicked(next && { day, selection: next }), [day])
  useTableKey(() => setTable(true))
  return (
    <section className="day-clock lg:rounded-card" aria-label={title}>
      <div className="clock-head">
        <h2 className="text-card">{title}</h2>
        <button type="button" className="clock-link" onClick={() => setTable(true)}>
          {t('table')}
        </button>
        <DayClockReadout clock={clock} selection={selection} />
      </div>
      {loading ? (
        <Loading />
      ) : (
        <ClockChart clock={clock} words={words} selection={selection} onSelect={select}>
          {words.night && <NightCaption day={day} night={words.night} name={words.lanes.sleep.name} />}
          <TagButton clock={clock} name={words.lanes.events.name} onOpen={() => setTags(true)} />
          {failures.length > 0 && <FailedLanes failures={failures} />}
        </ClockChart>
      )}
      <p className="clock-note">
        {t('note')} {clock.events.some(({ local }) => local) && `${t('ownTags')} `}
        <span className="wide-only">{t('keys')}</span>
      </p>
      <TagSheet clock={clock} open={tags} onClose={() => setTags(false)} />
      <DayClockTable clock={clock} open={table} onClose={() => setTable(false)} />
    </section>
  )
}
