'use client'
import { useQuery } from '@tanstack/react-query'
import type { Day } from '@/lib/domain/day'
import { dayValue } from '@/lib/domain/day-trends'
import { SCORES } from '@/lib/domain/scores'
import { dayQueries } from '@/lib/queries/day'

/** Whether a day is known to hold nothing at all: no activity, no sleep of its own, no heart rate, no score. */
export function useDayEmpty(day: Day): boolean {
  const queries = dayQueries(day)
  const activity = useQuery({ ...queries.activity, select: (rows) => rows.length === 0 }).data
  const sleep = useQuery({ ...queries.sleep, select: (rows) => !rows.some((row) => row.day === day) }).data
  const heart = useQuery({ ...queries.heartRate, select: (rows) => rows.length === 0 }).data
  const scores = useQuery({
    ...queries.trends,
    select: (trends) => SCORES.every((name) => dayValue(trends, `${name}_score`) === null),
  }).data
  return activity === true && sleep === true && heart === true && scores === true
}
