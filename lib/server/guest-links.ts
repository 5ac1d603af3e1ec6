import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { GuestBody, GuestLinkCreated, GuestLinkRow, GuestPage } from '@/lib/api'
import { ApiError } from './api-error'
import { appendAudit } from './db/audit'
import { findGuestLinkByHash, findLiveGuestLink, insertGuestLink, listGuestLinks, revokeGuestLink, touchGuestLink } from './db/guest-links'
import type { Database } from './db/schema'
import { revokeSessions, type Session } from './db/sessions'
import { findUser } from './db/users'
import { givenName } from './given-name'
import { hashOf, isSecret, newSecret } from './hash'
import type { GuestTerms } from './session'

const PAGES = ['day', 'night', 'trends'] as const satisfies readonly GuestPage[]
const DAY = 86_400_000
const LONGEST_DAYS = 366
const MOST = 20
/** What `POST /api/guest-links` takes. */
export const newGuestLinkSchema = z.object({
  name: givenName('name: write 1 to 60 characters.'),
  shown_name: givenName('shown_name: write 1 to 60 characters.'),
  pages: z
    .array(z.enum(PAGES, 'pages: write day, night or trends.'), 'pages: choose at least one of day, night and trends.')
    .min(1, 'pages: choose at least one of day, night and trends.')
    .max(PAGES.length, 'pages: name each page once.')
    .transform((pages) => PAGES.filter((page) => pages.includes(page))),
  days: z
    .number('days: write a whole number from 1 to 366.')
    .int('days: write a whole number from 1 to 366.')
    .min(1, 'days: write a whole number from 1 to 366.')
    .max(LONGEST_DAYS, 'days: write a whole number from 1 to 366.'),
})
/** What `DELETE /api/guest-links` takes. */
export const oneGuestLinkSchema = z.object({ id: z.string('id: name the link to withdraw.').max(100, 'id: this is no id of a link.') })

/** Somebody who looks at chosen pages of the person `of`. */
export type Guest = GuestBody & { of: string }

/** Whose a guest's page is, as its requests say it: neither its own person's nor that of a guest of somebody else. */
export const guestAccount = ({ of }: Guest): string => `guest-of-${of}`

const iso = (at: number) => new Date(at).toISOString()
const pagesOf = (text: string) => PAGES.filter((page) => text.split(' ').includes(page))

/** Makes a link to some of this person's pages, for whoever has it, at `origin`. Its secret is told here and never again. */
export async function createGuestLink(
  db: Kysely<Database>,
  userId: string,
  { name, shown_name, pages, days }: z.infer<typeof newGuestLinkSchema>,
  origin: string,
  now: number,
): Promise<GuestLinkCreated> {
  if ((await listOpenGuestLinks(db, userId, now)).length >= MOST)
    throw new ApiError('invalid', `There are ${MOST} links already; withdraw one first.`)
  const secret = newSecret(24)
  const [id, ends_at] = [randomUUID(), now + days * DAY]
  await insertGuestLink(db, {
    user_id: userId,
    id,
    name,
    hash: hashOf(secret),
    shown_name,
    pages: pages.join(' '),
    created_at: now,
    ends_at,
  })
  await appendAudit(db, userId, 'guest_link_made', { days }, now)
  return { id, url: `${origin}/guest#${secret}`, ends_at: iso(ends_at) }
}

/** This person's links that still show something, the newest first. */
export async function listOpenGuestLinks(db: Kysely<Database>, userId: string, now: number): Promise<GuestLinkRow[]> {
  const links = await listGuestLinks(db, userId)
  return links
    .filter(({ ends_at }) => ends_at > now)
    .map(({ id, name, shown_name, pages, created_at, ends_at, last_used_at }) => ({
      id,
      name,
      shown_name,
      pages: pagesOf(pages),
      created_at: iso(created_at),
      ends_at: iso(ends_at),
      last_used_at: last_used_at === null ? null : iso(last_used_at),
    }))
}

/** Ends a link, and at once every session that came by it. Rejects with `not_found`. */
export async function withdrawGuestLink(db: Kysely<Database>, userId: string, id: string, now: number): Promise<void> {
  if (!(await revokeGuestLink(db, userId, id, now))) throw new ApiError('not_found', 'There is no such link.')
  await revokeSessions(db, userId, { guestLink: id }, now)
  await appendAudit(db, userId, 'guest_link_revoked', null, now)
}

/** Whose pages a link shows, and until when. Rejects with `code_unknown` or `code_expired`. */
export async function openGuestLink(db: Kysely<Database>, code: unknown, now: number): Promise<{ id: string; guest: GuestTerms }> {
  const link = isSecret(code) ? await findGuestLinkByHash(db, hashOf(code)) : null
  if (!link || link.revoked_at !== null || (await findUser(db, link.user_id))?.removed_at != null)
    throw new ApiError('code_unknown', 'This link is unknown here, or was withdrawn.')
  if (link.ends_at <= now) throw new ApiError('code_expired', 'This link has run out; ask for another one.')
  await touchGuestLink(db, link.user_id, link.id, now)
  return { id: link.user_id, guest: { linkId: link.id, endsAt: link.ends_at } }
}

/** The guest of a session: null for a person's own; `over` when its link shows nothing any more. */
export async function guestOf(db: Kysely<Database>, session: Session, now: number): Promise<Guest | 'over' | null> {
  if (session.guest_link_id === null) return null
  const link = await findLiveGuestLink(db, session.user_id, session.guest_link_id, now)
  if (!link) return 'over'
  return { of: link.user_id, name: link.shown_name, pages: pagesOf(link.pages), until: iso(link.ends_at) }
}
