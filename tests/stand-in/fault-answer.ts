import { gzipSync } from 'node:zlib'
import { type Answer, answers } from './answer'
import type { Fault } from './fault'

/** One of each kind of item that is no document, or no healthy one. Every one of them is refused by every schema. */
const BAD_ITEMS = ['null', '17', '"text"', '[]', '{}', '{"id":null}', '{"id":"a","day":1e999}', '{"__proto__":{"admin":true},"id":"b"}']

const text = (answer: Answer) => answer.body.toString()
const whole = (answer: Answer, body: string | Buffer, headers: Record<string, string> = {}): Answer => ({
  status: answer.status,
  headers: { ...answer.headers, ...headers },
  body,
})
/** The page with other documents; an answer that is no page stays as it is. */
function withPage(answer: Answer, change: (page: { data: unknown[]; next_token: string | null }) => string): Answer {
  const page = JSON.parse(text(answer)) as { data?: unknown; next_token: string | null }
  return Array.isArray(page.data) ? whole(answer, change({ data: page.data, next_token: page.next_token })) : answer
}

/** A kilobyte for each mebibyte of spaces: gzip members may be put one behind the other. */
function bombOf(bytes: number): Buffer {
  const member = gzipSync(Buffer.alloc(2 ** 20, 0x20))
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / 2 ** 20) }, () => member))
}

/** The answer as a fault spoils it. Faults of delivery and of paging leave it alone. */
export function spoiled(answer: Answer, fault: Fault, turn: number, now: number): Answer {
  switch (fault.kind) {
    case 'html':
      return {
        status: fault.status,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Sign in</title><p>Sign in to Oura',
      }
    case 'empty':
      return whole(answer, '')
    case 'truncated':
      return whole(answer, text(answer).slice(0, -Math.max(2, Math.floor(text(answer).length / 3))))
    case 'wrong-type':
      return whole(answer, fault.body)
    case 'bom':
      return whole(answer, `\ufeff${text(answer)}`)
    case 'utf-16':
      return whole(answer, Buffer.from(`\ufeff${text(answer)}`, 'utf16le'))
    case 'gzip':
      return whole(answer, gzipSync(answer.body), { 'content-encoding': 'gzip' })
    case 'bad-items':
      return withPage(answer, ({ data, next_token }) => {
        const bad = fault.items ?? BAD_ITEMS
        const good = data.map((item) => JSON.stringify(item))
        const mixed = Array.from({ length: Math.max(bad.length, good.length) }, (_, index) => [bad[index], good[index]]).flat()
        return `{"data":[${mixed.filter((item) => item !== undefined).join(',')}],"next_token":${JSON.stringify(next_token)}}`
      })
    case 'reversed':
      return withPage(answer, ({ data, next_token }) => JSON.stringify({ data: data.reverse(), next_token }))
    case 'oversize':
      return whole(answer, Buffer.concat([Buffer.alloc(fault.bytes, 0x20), Buffer.from(text(answer))]))
    case 'gzip-bomb':
      return whole(answer, bombOf(fault.bytes), { 'content-encoding': 'gzip' })
    case 'status':
      return { status: fault.status, headers: { 'content-type': 'application/json' }, body: fault.body }
    case 'rate-limit':
      return answers.tooMany(fault.how, fault.seconds, now)
    case 'redirect':
      return { status: 302, headers: { location: fault.to }, body: '' }
    case 'cursor': {
      const next = { same: 'loop', alternating: `loop-${turn % 2}`, endless: `loop-${turn}` }[fault.mode]
      return withPage(answer, ({ data }) => JSON.stringify({ data, next_token: next }))
    }
    default:
      return answer
  }
}

/** Whether a token was made by the `cursor` fault, and so stands for the first page again. */
export const isLoop = (token: string): boolean => /^loop(-\d+)?$/.test(token)
