import { describe, expect, test } from 'vitest'
import { utcMidnight } from '@/lib/domain/day'
import { OuraError, type OuraSource, type RawDocument } from '@/lib/server/oura-source'
import { fetchWindow, type Held } from '@/lib/server/sync-fetch'
import type { Ask } from '@/lib/server/sync-plan'

const ask = (collection: Ask['collection'] = 'tag'): Ask => ({ collection, from: '2026-03-01', to: '2026-03-31' })
const tag = (index: number, day = '2026-03-10'): RawDocument => ({ id: `tag-${index}`, day, body: '{}' })
const held = (count: number): Held[] => Array.from({ length: count }, (_, index) => tag(index))

/** An Oura whose lists are empty and that has the documents `there` all the same; what it was asked for by id. */
function forgetful(there: readonly RawDocument[], more: Partial<OuraSource> = {}) {
  const asked: string[] = []
  const source: OuraSource = {
    personalInfo: async () => ({ id: 'ann', body: '{}' }),
    documents: async () => ({ items: [], quarantined: [] }),
    document: async (_collection, id) => {
      asked.push(id)
      const found = there.find((document) => document.id === id)
      if (!found) throw new OuraError('missing', 'gone')
      return found
    },
    samples: async () => ({ items: [], quarantined: [] }),
    ...more,
  }
  return { asked, source }
}
const fetched = async (source: OuraSource, has: readonly Held[], asks: readonly Ask[] = [ask()]) =>
  fetchWindow(source, asks, async () => has, new AbortController().signal)
const goneOf = ({ answers }: Awaited<ReturnType<typeof fetched>>) =>
  answers.flatMap((answer) => (answer.kind === 'documents' ? answer.gone.map(({ id }) => id) : []))

describe('documents that a list leaves out', () => {
  test('are asked for one by one; when the first ten are gone, so are the others', async () => {
    const { asked, source } = forgetful([])
    expect(goneOf(await fetched(source, held(12)))).toHaveLength(12)
    expect(asked).toHaveLength(10)
  })

  test('stay where Oura still has one of them: only what it said is gone is', async () => {
    const { source } = forgetful([tag(3), tag(4, '2026-04-02')])
    const found = await fetched(source, held(12))
    expect(goneOf(found)).toEqual([0, 1, 2, 5, 6, 7, 8, 9].map((index) => `tag-${index}`))
    expect(found.answers).toMatchObject([{ items: [tag(3)], moved: [tag(4, '2026-04-02')] }])
  })

  test('on the first and the last day of what was asked have not moved out of it', async () => {
    const there = [tag(0, '2026-03-01'), tag(1, '2026-03-31'), tag(2, '2026-02-28'), tag(3, '2026-04-01')]
    const { answers } = await fetched(forgetful(there).source, held(4))
    expect(answers).toMatchObject([{ items: there.slice(0, 2), moved: there.slice(2), gone: [] }])
  })

  test('are not taken for gone where something could not be read, nor where asking fails', async () => {
    const odd = forgetful([], { documents: async () => ({ items: [], quarantined: [{ body: '{', reason: 'x' }] }) })
    expect(goneOf(await fetched(odd.source, held(2)))).toEqual([])
    expect(odd.asked).toEqual([])
    const away = forgetful([], {
      document: async () => {
        throw new OuraError('unreachable', 'away')
      },
    })
    const { answers, failures } = await fetched(away.source, held(2))
    expect([answers, failures.map(({ error }) => error.kind)]).toEqual([[], ['unreachable']])
  })
})

describe('a window', () => {
  const collections = ['tag', 'workout', 'session', 'daily_sleep', 'daily_stress', 'daily_spo2', 'vO2_max', 'sleep'] as const
  const failing = (kind: OuraError['kind'], but: readonly string[] = []) => {
    const asked: string[] = []
    const { source } = forgetful([], {
      documents: async (collection) => {
        asked.push(collection)
        if (but.includes(collection)) return { items: [], quarantined: [] }
        // Silence takes its time.
        await new Promise((resolve) => setTimeout(resolve, 5))
        throw new OuraError(kind, 'x')
      },
    })
    return { asked, source }
  }
  const asks = collections.map((collection) => ask(collection))

  test('ends after three silences with no answer among them', async () => {
    const { asked, source } = failing('unreachable')
    const { answers, failures } = await fetched(source, [], asks)
    expect(answers).toEqual([])
    expect(failures.length).toBeGreaterThanOrEqual(3)
    expect(asked.length).toBeLessThan(collections.length)
  })

  test('goes on where some answer, whatever becomes of the others', async () => {
    const { asked, source } = failing('unreachable', ['tag'])
    const { answers, failures } = await fetched(source, [], asks)
    expect([answers.length, failures.length, asked.length]).toEqual([1, 7, 8])
    expect((await fetched(failing('scope').source, [], asks)).failures).toHaveLength(8)
  })

  test.each(['token', 'misconfigured', 'membership', 'limited'] as const)('ends at once with %s', async (kind) => {
    const { asked, source } = failing(kind)
    const { failures } = await fetched(source, [], asks)
    expect(failures.map(({ error }) => error.kind)).toContain(kind)
    expect(asked.length).toBeLessThanOrEqual(4)
  })

  test('asks for samples from the moment before which all is known', async () => {
    const spans: [number, number][] = []
    const { source } = forgetful([], {
      samples: async (_collection, from, to) => {
        spans.push([from, to])
        return { items: [], quarantined: [] }
      },
    })
    const since = utcMidnight('2026-03-01') + 3_600_000
    await fetched(source, [], [{ ...ask('heartrate'), since }, ask('heartrate')])
    expect(spans).toEqual([
      [since, utcMidnight('2026-04-01')],
      [utcMidnight('2026-03-01'), utcMidnight('2026-04-01')],
    ])
  })
})
