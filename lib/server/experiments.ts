import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { ExperimentBody } from '@/lib/api'
import { addDays, isDay } from '@/lib/domain/day'
import { DESIGNS, type Experiment, LONGEST_QUESTION, lastDayOf, PHASE_DAYS, PHASES } from '@/lib/domain/experiment'
import { lengthOf, tagNameOf } from '@/lib/domain/local-tag'
import { isMetric } from '@/lib/domain/metrics'
import { ApiError } from './api-error'
import {
  deleteCheck,
  deleteExperiment,
  endExperiment,
  findExperiment,
  insertExperiment,
  readChecks,
  readExperiments,
  type StoredExperiment,
  upsertCheck,
} from './db/experiments'
import type { Database } from './db/schema'

const MOST = 100
const ID = 'id: make one of 8 to 64 letters, digits, dashes and underscores, a UUID for instance.'
const QUESTION = `question: write 1 to ${LONGEST_QUESTION} characters.`

const id = z.string(ID).regex(/^[\w-]{8,64}$/, ID)
const day = (name: string) => {
  const message = `${name}: write a day of the calendar as YYYY-MM-DD.`
  return z.string(message).refine(isDay, message)
}
const oneOf = (name: string, known: readonly number[]) => {
  const message = `${name}: write ${known.slice(0, -1).join(', ')} or ${known.at(-1)}.`
  return z.number(message).refine((value) => known.includes(value), message)
}

/** What `POST /api/experiments` takes. */
export const experimentSchema = z
  .object({
    id,
    // What joins the parts of an emoji or of a letter stays; what is invisible and turns text around goes, as it does from a tag's name.
    question: z
      .string(QUESTION)
      .transform(tagNameOf)
      .refine((text) => text.length >= 1 && lengthOf(text) <= LONGEST_QUESTION, QUESTION),
    metric: z.string('metric: name one.').refine(isMetric, 'metric: it is unknown.'),
    design: z.enum(DESIGNS, 'design: write alternating or before_after.'),
    start_day: day('start_day'),
    phase_days: oneOf('phase_days', PHASE_DAYS),
    phases: oneOf('phases', [1, ...PHASES]),
  })
  .refine(({ design, phases }) => (design === 'before_after') === (phases === 1), 'phases: before_after has one, alternating more.')
/** What `PUT /api/experiments` takes: the last day of one that ends early, or null to let it go on. */
export const endSchema = z.object({ id, end_day: day('end_day').nullable() })
/** What `DELETE /api/experiments` takes. */
export const oneExperimentSchema = z.object({ id })
/** What `PUT /api/experiments/checks` takes: whether it was done on a day, or null to take the note back. */
export const checkSchema = z.object({ experiment_id: id, day: day('day'), done: z.boolean('done: write true, false or null.').nullable() })

const iso = (at: number) => new Date(at).toISOString()

const asExperiment = ({ created_at: _created, updated_at: _updated, ...experiment }: StoredExperiment): Experiment => experiment

async function known(db: Kysely<Database>, userId: string, experimentId: string): Promise<Experiment> {
  const found = await findExperiment(db, userId, experimentId)
  if (!found) throw new ApiError('not_found', 'There is no such experiment.')
  return asExperiment(found)
}

/** The experiments of `userId`, the newest first, each with what was noted for its days. */
export async function listExperiments(db: Kysely<Database>, userId: string): Promise<ExperimentBody[]> {
  const [experiments, checks] = await Promise.all([readExperiments(db, userId), readChecks(db, userId)])
  return experiments.map((stored) => ({
    ...asExperiment(stored),
    created_at: iso(stored.created_at),
    checks: checks.filter(({ experiment_id }) => experiment_id === stored.id).map((check) => ({ day: check.day, done: check.done === 1 })),
  }))
}

/** Keeps an experiment. One that is sent again, because its answer was lost, is not kept twice. */
export async function addExperiment(
  db: Kysely<Database>,
  userId: string,
  experiment: z.infer<typeof experimentSchema>,
  now: number,
): Promise<{ added: boolean }> {
  const others = await readExperiments(db, userId)
  if (others.length >= MOST && !others.some((other) => other.id === experiment.id))
    throw new ApiError('invalid', `There are ${MOST} experiments already; delete one first.`)
  return { added: await insertExperiment(db, userId, { ...experiment, end_day: null }, now) }
}

/** Ends an experiment, or lets it go on. Rejects with `not_found`, or with `invalid` for a day outside of it. */
export async function stopExperiment(db: Kysely<Database>, userId: string, end: z.infer<typeof endSchema>, now: number): Promise<void> {
  const experiment = await known(db, userId, end.id)
  // One that is stopped before it began has no day at all.
  if (
    end.end_day !== null &&
    (end.end_day < addDays(experiment.start_day, -1) || end.end_day > lastDayOf({ ...experiment, end_day: null }))
  )
    throw new ApiError('invalid', 'end_day: it lies outside of the experiment.')
  await endExperiment(db, userId, end.id, end.end_day, now)
}

/** Takes an experiment away with its notes; taking away what is not there changes nothing. */
export async function removeExperiment(db: Kysely<Database>, userId: string, experimentId: string): Promise<void> {
  await deleteExperiment(db, userId, experimentId)
}

/** Notes for a day whether it was done, or takes the note back. Rejects with `not_found`, or with `invalid` for a day outside of it. */
export async function noteCheck(db: Kysely<Database>, userId: string, check: z.infer<typeof checkSchema>, now: number): Promise<void> {
  const experiment = await known(db, userId, check.experiment_id)
  if (check.day < experiment.start_day || check.day > lastDayOf(experiment))
    throw new ApiError('invalid', 'day: it lies outside of the experiment.')
  const { experiment_id, day: on, done } = check
  if (done === null) await deleteCheck(db, userId, experiment_id, on)
  else await upsertCheck(db, userId, { experiment_id, day: on, done: done ? 1 : 0, checked_at: now })
}
