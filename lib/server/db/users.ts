import 'server-only'
import type { Kysely } from 'kysely'
import { DERIVATION } from '@/lib/domain/metrics'
import type { Database } from './schema'

export type User = Database['user']

/** Makes a person, or finds the one who is already there under this id or this Oura account. */
export async function ensureUser(
  db: Kysely<Database>,
  user: { id: string; oura_user_id: string | null; role: User['role']; name?: string | null },
  now: number,
): Promise<User> {
  await db
    .insertInto('user')
    .values({ name: null, ...user, created_at: now, settings: null, removed_at: null, derived: DERIVATION })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const found = user.oura_user_id === null ? undefined : await findUserByOuraId(db, user.oura_user_id)
  return found ?? (await db.selectFrom('user').selectAll().where('id', '=', user.id).executeTakeFirstOrThrow())
}

export async function findUser(db: Kysely<Database>, userId: string): Promise<User | null> {
  return (await db.selectFrom('user').selectAll().where('id', '=', userId).executeTakeFirst()) ?? null
}

/** The person whose Oura account this is (`personal_info.id`): a second device reaches the same archive. */
export async function findUserByOuraId(db: Kysely<Database>, ouraUserId: string): Promise<User | null> {
  return (await db.selectFrom('user').selectAll().where('oura_user_id', '=', ouraUserId).executeTakeFirst()) ?? null
}

/** The person who set this server up; null while nobody has. */
export async function findOwner(db: Kysely<Database>): Promise<User | null> {
  return (await db.selectFrom('user').selectAll().where('role', '=', 'owner').orderBy('created_at').limit(1).executeTakeFirst()) ?? null
}

/** Notes that the numbers of a person's archive are those of this version. */
export async function markDerived(db: Kysely<Database>, userId: string): Promise<void> {
  await db.updateTable('user').set({ derived: DERIVATION }).where('id', '=', userId).execute()
}

/** Everybody with an archive, the demo ring's included. */
export function listUsers(db: Kysely<Database>): Promise<User[]> {
  return db.selectFrom('user').selectAll().orderBy('created_at').orderBy('id').execute()
}

/** Who has been here longest beside `userId` and the demo ring, and is not kept out: the next owner. */
export async function findHeir(db: Kysely<Database>, userId: string): Promise<User | null> {
  const heir = await db
    .selectFrom('user')
    .selectAll()
    .where('id', '<>', userId)
    .where('role', '=', 'member')
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return heir ?? null
}

/** Changes what the server knows of a person beside their archive. */
export async function updateUser(db: Kysely<Database>, userId: string, values: Partial<Pick<User, 'role' | 'removed_at'>>): Promise<void> {
  await db.updateTable('user').set(values).where('id', '=', userId).execute()
}
