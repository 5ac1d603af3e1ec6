import 'server-only'
import type { Kysely, Transaction } from 'kysely'
import type { Day } from '@/lib/domain/day'
import type { Experiment } from '@/lib/domain/experiment'
import { isLater } from './later'
import type { Database } from './schema'

export type StoredExperiment = Omit<Database['experiment'], 'user_id'>
export type StoredCheck = Omit<Database['experiment_check'], 'user_id'>

const COLUMNS = ['id', 'question', 'metric', 'design', 'start_day', 'phase_days', 'phases', 'end_day', 'created_at', 'updated_at'] as const

/** Keeps a new experiment, unless its id is known already: then nothing changes. Answers whether it is new. */
export async function insertExperiment(db: Kysely<Database>, userId: string, experiment: Experiment, now: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('experiment')
    .values({ ...experiment, user_id: userId, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.columns(['user_id', 'id']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** The experiments of a person, the newest first. */
export function readExperiments(db: Kysely<Database>, userId: string): Promise<StoredExperiment[]> {
  return db
    .selectFrom('experiment')
    .select(COLUMNS)
    .where('user_id', '=', userId)
    .orderBy('start_day', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
}

export async function findExperiment(db: Kysely<Database>, userId: string, id: string): Promise<StoredExperiment | null> {
  return (await db.selectFrom('experiment').select(COLUMNS).where('user_id', '=', userId).where('id', '=', id).executeTakeFirst()) ?? null
}

/** Ends an experiment on a day, or with null lets it go on. */
export async function endExperiment(db: Kysely<Database>, userId: string, id: string, endDay: Day | null, now: number): Promise<void> {
  await db.updateTable('experiment').set({ end_day: endDay, updated_at: now }).where('user_id', '=', userId).where('id', '=', id).execute()
}

/** Takes an experiment away with all that was noted for it. */
export async function deleteExperiment(db: Kysely<Database>, userId: string, id: string): Promise<void> {
  await db.deleteFrom('experiment').where('user_id', '=', userId).where('id', '=', id).execute()
}

/** Notes for a day whether it was done; the newest note stands. */
export async function upsertCheck(db: Kysely<Database>, userId: string, check: StoredCheck): Promise<void> {
  await db
    .insertInto('experiment_check')
    .values({ ...check, user_id: userId })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'experiment_id', 'day']).doUpdateSet({ done: check.done, checked_at: check.checked_at }),
    )
    .execute()
}

/** Takes a day's note back. */
export async function deleteCheck(db: Kysely<Database>, userId: string, experimentId: string, day: Day): Promise<void> {
  await db
    .deleteFrom('experiment_check')
    .where('user_id', '=', userId)
    .where('experiment_id', '=', experimentId)
    .where('day', '=', day)
    .execute()
}

/** Merges an experiment that was kept elsewhere: what was changed last stands. Answers whether anything changed. */
export async function mergeExperiment(transaction: Transaction<Database>, userId: string, experiment: StoredExperiment): Promise<boolean> {
  const known = await findExperiment(transaction, userId, experiment.id)
  if (known && !isLater(experiment, known, experiment.updated_at, known.updated_at)) return false
  const { id: _, ...content } = experiment
  await transaction
    .insertInto('experiment')
    .values({ ...experiment, user_id: userId })
    .onConflict((conflict) => conflict.columns(['user_id', 'id']).doUpdateSet(content))
    .execute()
  return true
}

/**
 * Merges what was noted elsewhere for a day of an experiment: what was noted last stands; of an experiment that is not here nothing is
 * kept. Answers whether anything changed.
 */
export async function mergeCheck(transaction: Transaction<Database>, userId: string, check: StoredCheck): Promise<boolean> {
  if (!(await findExperiment(transaction, userId, check.experiment_id))) return false
  const known = await transaction
    .selectFrom('experiment_check')
    .select(['experiment_id', 'day', 'done', 'checked_at'])
    .where('user_id', '=', userId)
    .where('experiment_id', '=', check.experiment_id)
    .where('day', '=', check.day)
    .executeTakeFirst()
  if (known && !isLater(check, known, check.checked_at, known.checked_at)) return false
  await upsertCheck(transaction, userId, check)
  return true
}

/** Everything a person noted, in order of experiments and days. */
export function readChecks(db: Kysely<Database>, userId: string): Promise<StoredCheck[]> {
  return db
    .selectFrom('experiment_check')
    .select(['experiment_id', 'day', 'done', 'checked_at'])
    .where('user_id', '=', userId)
    .orderBy('experiment_id')
    .orderBy('day')
    .execute()
}
