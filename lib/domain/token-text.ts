/** What was pasted, without the space, the quotes or the `Bearer` that often come along. */
export function tidyToken(text: string): string {
  return text
    .trim()
    .replace(/^["'`]+|["'`]+$/g, '')
    .replace(/^bearer\s+/i, '')
    .trim()
}

/** Whether a text can travel as a bearer: one run of visible ASCII, as the server asks for it. */
export function looksLikeToken(text: string): boolean {
  return /^[\x21-\x7e]{8,2048}$/.test(text)
}
