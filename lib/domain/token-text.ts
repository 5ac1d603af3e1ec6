/** Longest bearer that is sent on; Oura's own have 32 characters, OAuth's access tokens a few hundred. */
const LONGEST = 4096

/** What was pasted, without the space, the quotes or the `Bearer` that often come along. */
export function tidyToken(text: string): string {
  return text
    .trim()
    .replace(/^["'`]+|["'`]+$/g, '')
    .replace(/^bearer\s+/i, '')
    .trim()
}

/** Whether a text can travel as a bearer (RFC 6750 §2.1): one run of its characters, and not endlessly many. */
export function looksLikeToken(text: string): boolean {
  return text.length <= LONGEST && /^[\w.~+/-]+=*$/.test(text)
}
