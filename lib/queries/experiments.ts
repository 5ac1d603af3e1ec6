import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { ExperimentBody } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import type { Experiment } from '@/lib/domain/experiment'
import { fetchJson } from './fetch-json'

type NewExperiment = Omit<Experiment, 'end_day'>
type Note = { experiment_id: string; day: Day; done: boolean | null }

const noted = ({ day, done }: Note, experiment: ExperimentBody): ExperimentBody => {
  const others = experiment.checks.filter((check) => check.day !== day)
  return { ...experiment, checks: done === null ? others : [...others, { day, done }] }
}

/** Experiments with what was noted for their days. */
export const experimentsQueries = {
  all: () => ['experiments'] as const,
  list: () =>
    queryOptions({
      queryKey: experimentsQueries.all(),
      queryFn: async ({ signal }) => (await fetchJson<{ data: ExperimentBody[] }>('/api/experiments', { signal })).data,
    }),
  create: () =>
    mutationOptions({
      mutationKey: [...experimentsQueries.all(), 'create'],
      mutationFn: (experiment: NewExperiment) => fetchJson<{ id: string }>('/api/experiments', { method: 'POST', body: experiment }),
      onSettled: (_data, _error, _sent, _result, { client }) => client.invalidateQueries({ queryKey: experimentsQueries.all() }),
    }),
  /** Ends one on a day. */
  end: () =>
    mutationOptions({
      mutationKey: [...experimentsQueries.all(), 'end'],
      mutationFn: (end: { id: string; end_day: Day | null }) => fetchJson<null>('/api/experiments', { method: 'PUT', body: end }),
      onSettled: (_data, _error, _sent, _result, { client }) => client.invalidateQueries({ queryKey: experimentsQueries.all() }),
    }),
  remove: () =>
    mutationOptions({
      mutationKey: [...experimentsQueries.all(), 'remove'],
      mutationFn: (id: string) => fetchJson<null>('/api/experiments', { method: 'DELETE', body: { id } }),
      onSettled: (_data, _error, _sent, _result, { client }) => client.invalidateQueries({ queryKey: experimentsQueries.all() }),
    }),
  /** Notes a day: shown at the touch, and taken back when it could not be kept. */
  note: () =>
    mutationOptions({
      mutationKey: [...experimentsQueries.all(), 'note'],
      mutationFn: (note: Note) => fetchJson<null>('/api/experiments/checks', { method: 'PUT', body: note }),
      onMutate: async (note, { client }) => {
        await client.cancelQueries({ queryKey: experimentsQueries.all() })
        client.setQueryData(experimentsQueries.list().queryKey, (known) =>
          known?.map((one) => (one.id === note.experiment_id ? noted(note, one) : one)),
        )
      },
      onSettled: (_data, _error, _sent, _result, { client }) => client.invalidateQueries({ queryKey: experimentsQueries.all() }),
    }),
}
