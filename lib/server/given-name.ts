import 'server-only'
import { z } from 'zod'

// No control and no direction signs; but what joins the parts of one emoji (U+200D) or letter (U+200C), and the letters of a flag.
const NAME = /^(?:\P{C}|\u200c|\u200d|[\u{e0020}-\u{e007f}]){1,60}$/u

/** A name that a person gives to a key, a guest or whoever they invite: 1 to 60 characters, none of them a control. */
export const givenName = (message: string) => z.string(message).trim().regex(NAME, message)
