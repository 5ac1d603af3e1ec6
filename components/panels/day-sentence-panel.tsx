'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import type { Day } from '@/lib/domain/day'
import { type DaySentence, daySentence } from '@/lib/domain/day-sentence'
import { isWhole } from '@/lib/domain/day-span'
import { offsetOf } from '@/lib/domain/local-clock'
import { newest } from '@/lib/domain/newest'
import { restModeOn } from '@/lib/domain/rest-mode'
import { type Format, written } from '@/lib/format'
import { dayQueries } from '@/lib/queries/day'

/** What the day was, in one line made of measurements. Its room is kept while it is not known. */
export function DaySentencePanel({ day, today }: { day: Day; today: Day }) {
  const t = useTranslations('sentence')
  const format = useFormat()
  const queries = dayQueries(day)
  const trends = useQuery(queries.trends).data
  const activity = useQuery(queries.activity).data
  const next = useQuery(queries.nextActivity).data
  const workouts = useQuery(queries.workouts).data
  const restMode = useQuery(queries.restMode).data
  const first = newest(activity)
  const [start, end] = [first, next?.[0]].map((document) => (document ? offsetOf(document.timestamp) : null))
  const sentence =
    trends && activity && workouts
      ? daySentence({
          trends,
          activity: first ?? null,
          workouts: workouts.filter((workout) => workout.day === day),
          restMode: restModeOn(restMode ?? [], day) !== null,
          inProgress: day === today,
          whole: first ? isWhole(first, next?.[0]) : true,
          offsets: typeof start === 'number' && typeof end === 'number' ? { start, end } : null,
        })
      : null
  const lead = sentence ? leadOf(sentence, t, format) : ''
  return (
    <p className="min-h-[2.625rem] px-4 pt-1.5 pb-3.5 text-body text-ink2 lg:px-2 lg:pt-3 lg:pb-0">
      {lead && <b className="font-semibold text-ink">{lead}</b>} {sentence && restOf(sentence, day === today, t, format)}
    </p>
  )
}

type Say = ReturnType<typeof useTranslations<'sentence'>>

function leadOf({ night, nap, day, workouts }: DaySentence, t: Say, format: Format): string {
  const clauses = [
    night && t(`night.${night}`),
    nap !== null && t('nap', { duration: format.duration(nap) }),
    day && day !== 'running' && t(`day.${day}`),
    workouts &&
      (workouts.count > 1
        ? t('workouts', { count: workouts.count })
        : t(`effort.${workouts.effort}`, { workout: t(`workout.${workouts.kind}`) })),
  ].filter((clause) => typeof clause === 'string')
  const joined = clauses.length > 0 ? clauses.reduce((first, second) => t('join', { first, second })) : ''
  const text = joined && t('end', { text: joined.charAt(0).toUpperCase() + joined.slice(1) })
  if (day !== 'running') return text
  return text ? t('then', { first: text, second: t('day.running') }) : t('day.running')
}

function restOf({ goal, temperature, clockMoved }: DaySentence, inProgress: boolean, t: Say, format: Format): string {
  // Hundreds are enough, but what is left is never nothing.
  const left = goal && format.shortDistance(Math.abs(goal.left) < 50 ? Math.abs(goal.left) : Math.abs(Math.round(goal.left / 100) * 100))
  const sentences = [
    temperature !== null && t('temperature', { delta: written(format.temperatureDelta(temperature)) }),
    clockMoved !== null && t(clockMoved > 0 ? 'clockForward' : 'clockBack', { duration: format.duration(Math.abs(clockMoved) * 60) }),
    goal &&
      left &&
      (goal.left <= 0 ? t('goal.reached') : inProgress ? t('goal.left', { distance: left }) : t('goal.missed', { distance: left })),
  ]
  const said = sentences.filter((sentence) => typeof sentence === 'string')
  return said.length > 0 ? said.reduce((first, second) => t('then', { first, second })) : ''
}
