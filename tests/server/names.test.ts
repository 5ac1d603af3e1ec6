import { expect, test } from 'vitest'
import { newKeySchema } from '@/lib/server/api-keys'
import { newGuestLinkSchema } from '@/lib/server/guest-links'
import { newInviteSchema } from '@/lib/server/invites'

/** Signs that are put together of several (with U+200D), a script that needs U+200C, a flag of tags. */
const NAMES = ['👩‍💻 laptop', '👨‍👩‍👧', 'می‌خواهم', '🏴󠁧󠁢󠁳󠁣󠁴󠁿']

test.each(NAMES)('%s is a name', (name) => {
  expect(newKeySchema.safeParse({ name }).success).toBe(true)
  expect(newInviteSchema.safeParse({ name }).success).toBe(true)
  expect(newGuestLinkSchema.safeParse({ name, shown_name: name, pages: ['day'], days: 7 }).success).toBe(true)
})

test.each(['', ' ', 'a\u0000b', 'a\nb', 'a\u202eb', 'x'.repeat(61)])('%j is none', (name) => {
  expect(newKeySchema.safeParse({ name }).success).toBe(false)
  expect(newInviteSchema.safeParse({ name }).success).toBe(false)
  expect(newGuestLinkSchema.safeParse({ name, shown_name: 'Ann', pages: ['day'], days: 7 }).success).toBe(false)
})
