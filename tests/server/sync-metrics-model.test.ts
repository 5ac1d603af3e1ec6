import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, eachDay, utcMidnight } from '@/lib/domain/day'
import { METRIC_NAMES } from '@/lib/domain/metrics'
import type { DocumentCollection } from '@/lib/oura/collections'
import { readMetrics } from '@/lib/server/db/metrics'
import { readRhythmDays } from '@/lib/server/db/rhythm-days'
import { demoSource } from '@/lib/server/demo-source'
import { rebuildMetrics } from '@/lib/server/sync-metrics'
import { DIALECTS, testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { HOUR, NOW, person, withoutDisk } from './sync-bench'

const TODAY = '2026-11-23'
const FIRST = addDays(TODAY, -9)
const KINDS = [
  'sleep',
  'daily_activity',
  'daily_sleep',
  'workout',
  'session',
  'daily_readiness',
  'daily_stress',
] as const satisfies DocumentCollection[]
const demo = demoSource(() => NOW)
const seeds = new Map<string, { id: string; day: Day | null; body: string }[]>()
for (const kind of KINDS)
  seeds.set(kind, (await demo.documents(kind, FIRST, TODAY)).items as { id: string; day: Day | null; body: string }[])
const battery = (await demo.samples('ring_battery_level', utcMidnight(FIRST), NOW)).items

const op = fc.record({
  what: fc.constantFrom('remove', 'restore', 'move', 'retype', 'double', 'battery'),
  kind: fc.constantFrom(...KINDS),
  nth: fc.nat(30),
  by: fc.integer({ min: -3, max: 3 }),
})

test.each(DIALECTS)(
  'numbers are those of the documents, whatever became of them (%s)',
  async (dialect) => {
    const db = await testDatabase(dialect)
    if (dialect === 'sqlite') withoutDisk(db)
    let runs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(op, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }), async (rounds) => {
        runs++
        const oura = new MemoryOura()
        for (const kind of KINDS) for (const { day, body } of seeds.get(kind) ?? []) oura.put(kind, day, JSON.parse(body))
        oura.rows.set(
          'ring_battery_level',
          battery.filter(({ at }) => at < NOW - 30 * HOUR),
        )
        const one = await person(db, oura)
        await one.prepare()
        await one.sync()
        let now = NOW
        for (const round of rounds) {
          for (const { what, kind, nth, by } of round) {
            const all = oura.all(kind)
            const chosen = all[nth % Math.max(1, all.length)]
            const seed = seeds.get(kind)?.[nth % (seeds.get(kind)?.length ?? 1)]
            if (what === 'battery') oura.rows.set('ring_battery_level', [...battery])
            if (what === 'restore' && seed) oura.put(kind, seed.day, JSON.parse(seed.body))
            if (!chosen) continue
            const parsed = JSON.parse(chosen.body)
            const day = addDays(chosen.day ?? TODAY, by)
            if (what === 'remove') oura.remove(kind, chosen.id)
            // An activity day that begins days away from its own name is none: its battery would be looked for elsewhere.
            if (what === 'move' && kind !== 'daily_activity' && day >= FIRST && day <= TODAY) oura.put(kind, day, { ...parsed, day })
            if (what === 'retype') oura.put(kind, chosen.day, { ...parsed, type: 'deleted' })
            if (what === 'double') oura.put(kind, chosen.day, { ...parsed, id: `${chosen.id}-${by}`, steps: 12, score: 50 })
          }
          now += 25 * HOUR
          one.clock.now = now
          expect(await one.sync()).toBe('done')
        }
        const state = async () => [
          await readMetrics(db, one.userId, METRIC_NAMES, addDays(FIRST, -30), addDays(TODAY, 30)),
          await readRhythmDays(db, one.userId, addDays(FIRST, -30), addDays(TODAY, 30)),
        ]
        const kept = await state()
        await rebuildMetrics(db, one.userId)
        expect(kept).toEqual(await state())
        expect(eachDay(FIRST, TODAY).length).toBe(10)
      }),
      { numRuns: dialect === 'sqlite' ? 25 : 6, endOnFailure: false, interruptAfterTimeLimit: 120_000 },
    )
    console.log(dialect, runs)
  },
  200_000,
)
