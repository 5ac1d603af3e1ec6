/** Uniform numbers in [0, 1), the same sequence for the same seed, stream and day. */
export type Draw = () => number

function scramble(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function key(seed: number, stream: string, n: number): number {
  let mixed = scramble(seed + 0x9e3779b9)
  for (let i = 0; i < stream.length; i++) mixed = Math.imul(mixed ^ stream.charCodeAt(i), 0x01000193)
  return scramble(mixed ^ scramble(n + 0x7f4a7c15))
}

/** A generator of its own for one thing (`stream`) on one day, so that no day depends on what was asked before. Mulberry32. */
export function draw(seed: number, stream: string, n: number): Draw {
  let state = key(seed, stream, n)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const between = (next: Draw, low: number, high: number): number => low + (high - low) * next()

/** Roughly normal (sum of four uniforms), mean 0, standard deviation 1, never beyond ±3.5. */
export const normal = (next: Draw): number => (next() + next() + next() + next() - 2) * Math.sqrt(3)

/** A slow wave: normal values every `period` days, joined smoothly. Gives neighbouring days the likeness that real ones have. */
export function drift(seed: number, stream: string, n: number, period: number): number {
  const step = Math.floor(n / period)
  const part = n / period - step
  const ease = part * part * (3 - 2 * part)
  return normal(draw(seed, stream, step)) * (1 - ease) + normal(draw(seed, stream, step + 1)) * ease
}

/** An id that looks like Oura's: a UUID of version 4. */
export function uuid(seed: number, stream: string, n: number): string {
  // Two generators: the state of one has 32 bits, too few for the ids of years to stay apart.
  const [left, right] = [draw(seed, `id:${stream}`, n), draw(seed, `id2:${stream}`, n)]
  const hex = (next: Draw) =>
    Math.floor(next() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0')
  const [a, b, c, d] = [hex(left), hex(right), hex(left), hex(right)]
  const variant = (8 + (Number.parseInt(c.slice(0, 1), 16) % 4)).toString(16)
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`
}

/** Remembers the newest `size` answers of a pure function of a day. */
export function remember<T>(make: (n: number) => T, size = 96): (n: number) => T {
  const known = new Map<number, T>()
  return (n) => {
    const found = known.get(n)
    if (found !== undefined) return found
    const made = make(n)
    if (known.size >= size) known.delete(known.keys().next().value ?? n)
    known.set(n, made)
    return made
  }
}
