import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { ExperimentBody } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import type { Experiment } from '@/lib/domain/experiment'
import { fetchJson } from './fetch-json'
import { unlessRefused } from './query-client'
import { isWaitingCheck, waitingChanges } from './waiting'

type NewExperiment = Omit<Experiment, 'end_day'>

/** The server's experiments with the answers that wait put in their place; what it refused is not shown as kept. */
export function withWaitingChecks(experiments: readonly ExperimentBody[]): ExperimentBody[] {
  const waiting = waitingChanges().flatMap((one) => (isWaitingCheck(one) && one.refused === null ? [one.check] : []))
  return experiments.map((experiment) => {
    const mine = waiting.filter(({ experiment_id }) => experiment_id === experiment.id)
    if (mine.length === 0) return experiment
    const days = new Set(mine.map(({ day }) => day))
    const answered = mine.flatMap(({ day, done }) => (done === null ? [] : [{ day, done }]))
    return { ...experiment, checks: [...experiment.checks.filter(({ day }) => !days.has(day)), ...answered] }
  })
}

/** Experiments with what was noted for their days, and what still waits to be saved. */
export const experimentsQueries = {
  all: () => ['experiments'] as const,
  list: () =>
    queryOptions({
      queryKey: experimentsQueries.all(),
      queryFn: async ({ signal }) => withWaitingChecks((await fetchJson<{ data: ExperimentBody[] }>('/api/experiments', { signal })).data),
    }),
  create: () =>
    mutationOptions({
      mutationKey: [...experimentsQueries.all(), 'create'],
      mutationFn: (experiment: NewExperiment) => fetchJson<{ id: string }>('/api/experiments', { method: 'POST', body: experiment }),
      onSettled: (_data, error, _sent, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: experimentsQueries.all() })),
    }),
  /** Ends one on a day. */
  end: () =>
    mutationOptions({
      mutationKey: [...experimentsQueries.all(), 'end'],
      mutationFn: (end: { id: string; end_day: Day | null }) => fetchJson<null>('/api/experiments', { method: 'PUT', body: end }),
      onSettled: (_data, error, _sent, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: experimentsQueries.all() })),
    }),
  remove: () =>
    mutationOptions({
      mutationKey: [...experimentsQueries.all(), 'remove'],
      mutationFn: (id: string) => fetchJson<null>('/api/experiments', { method: 'DELETE', body: { id } }),
      onSettled: (_data, error, _sent, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: experimentsQueries.all() })),
    }),
}
