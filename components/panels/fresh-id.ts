/** An id that nobody else has. Where the page came over plain http from another device, browsers keep randomUUID to themselves. */
export function freshId(): string {
  return crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
