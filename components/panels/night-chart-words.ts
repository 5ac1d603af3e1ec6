import { useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { NIGHT_LANES, type NightLaneId, type NightWords } from '@/components/charts/night-words'
import { useFormat } from '@/components/ui/settings'
import { heartRange } from '@/lib/domain/heart-rate'
import { STAGES, type Stage } from '@/lib/domain/hypnogram'
import { restlessShare } from '@/lib/domain/movement'
import type { NightChart } from '@/lib/domain/night-chart'
import { wallTime } from '@/lib/domain/wall-clock'

/** The clock time at a minute of a night's axis, in the wearer's place and the reader's writing. */
export function useNightTime(): (chart: NightChart, minute: number) => string {
  const format = useFormat()
  return useCallback((chart, minute) => format.clock(wallTime(chart.wall, chart.span.start + minute * 60_000).minute), [format])
}

/** A night in a few sentences: when, how long and how deep, heart rate, HRV. */
export function useNightSentence(): (chart: NightChart) => string {
  const t = useTranslations('night.chart.summary')
  const tLine = useTranslations('night.line')
  const format = useFormat()
  const timeOf = useNightTime()
  return useCallback(
    (chart) => {
      const { totals, heart, hrv } = chart
      const range = heartRange(heart)
      const times = chart.inBed
        .map(({ from, to }) => tLine('between', { from: timeOf(chart, from), to: timeOf(chart, to) }))
        .reduce((first, last) => tLine('and', { first, last }))
      const values = hrv.map(({ ms }) => ms)
      const sentences = [
        t('inBed', { times }),
        totals.asleep !== null &&
          t('asleep', {
            duration: format.duration(totals.asleep),
            deep: format.duration(totals.deep),
            rem: format.duration(totals.rem),
            light: format.duration(totals.light),
            awake: format.duration(totals.awake),
          }),
        range &&
          t('heart', { low: format.number(range.low.bpm), high: format.number(range.high.bpm), time: timeOf(chart, range.low.minute) }),
        values.length > 0 && t('hrv', { low: format.number(Math.min(...values)), high: format.number(Math.max(...values)) }),
        chart.running && t('running'),
      ]
      return sentences.filter(Boolean).join(' ')
    },
    [t, tLine, format, timeOf],
  )
}

/** Every word of a night's chart. */
export function useNightWords(chart: NightChart): NightWords {
  const t = useTranslations('night.chart')
  const tClock = useTranslations('dayClock')
  const format = useFormat()
  const timeOf = useNightTime()
  const sentence = useNightSentence()
  return useMemo(() => {
    const phases = chart.phases && { by: t(`phasesBy.${chart.phases}`), step: t(`phasesStep.${chart.phases}`) }
    const share = restlessShare(chart.movement)
    const low = heartRange(chart.heart)?.low
    const notes: Record<NightLaneId, { notes: string[]; wideNotes?: string[] }> = {
      stages: { notes: phases ? [t('phases', phases)] : [], wideNotes: phases ? [phases.by, phases.step] : [] },
      movement: { notes: share === null ? [] : [t('share', { share: format.percent(share * 100) })] },
      heart: { notes: [t('bpm')] },
      hrv: { notes: [t('ms')], wideNotes: [t('msShort'), t('median')] },
    }
    const isEmpty: Record<NightLaneId, boolean> = {
      stages: chart.stages.length === 0,
      movement: chart.movement.length === 0,
      heart: chart.heart.length === 0,
      hrv: chart.hrv.length === 0,
    }
    return {
      summary: `${t('summary.what')} ${sentence(chart)}`,
      lanes: Object.fromEntries(
        NIGHT_LANES.map((id) => [
          id,
          { name: t(`lane.${id}`), ...(isEmpty[id] ? { notes: [] } : notes[id]), empty: isEmpty[id] ? t(`empty.${id}`) : null },
        ]),
      ) as NightWords['lanes'],
      stages: Object.fromEntries(STAGES.map((stage) => [stage, tClock(`stage.${stage}`)])) as Record<Stage, string>,
      lowest: low ? t('lowest', { bpm: format.number(low.bpm), time: timeOf(chart, low.minute) }) : '',
      time: (wall) => format.clock(wall),
      hour: (wall) => format.shortHour(wall),
      change: ({ by }) => {
        const size = Math.abs(by)
        const duration = size % 60 === 0 ? tClock('clockChange.hours', { hours: format.number(size / 60) }) : format.duration(size * 60)
        return tClock(by > 0 ? 'clockChange.forward' : 'clockChange.back', { duration })
      },
    }
  }, [chart, t, tClock, format, timeOf, sentence])
}
