import { expect, test } from 'vitest'
import { daysBetween } from '@/lib/domain/day'
import { stateOf } from '@/lib/domain/experiment'
import { ensureUser } from '@/lib/server/db/users'
import { keepDemoExperiments } from '@/lib/server/demo-experiments'
import { listExperiments } from '@/lib/server/experiments'
import { DEMO_USER } from '@/lib/server/user'
import { testDatabase } from '../setup/databases'

const NOW = Date.parse('2026-11-23T13:18:00Z')
const DAY_MS = 86_400_000

test('the demo wearer has one experiment that is over and one under way, noted to yesterday, day after day', async () => {
  const db = await testDatabase('sqlite', [])
  await ensureUser(db, { id: DEMO_USER, oura_user_id: null, role: 'demo' }, NOW)
  const list = () => listExperiments(db, DEMO_USER)
  const states = async (day: string) => Object.fromEntries((await list()).map((one) => [one.id, stateOf(one, day)]))

  await keepDemoExperiments(db, NOW)
  expect(await states('2026-11-23')).toEqual({ 'demo-coffee': 'over', 'demo-meditation': 'running' })
  const first = await list()
  const [running, over] = [first.find(({ id }) => id === 'demo-meditation'), first.find(({ id }) => id === 'demo-coffee')]
  expect(over?.checks).toHaveLength(84)
  expect(running?.checks.at(-1)?.day).toBe('2026-11-22')
  expect(running?.checks).toHaveLength(daysBetween(running?.start_day ?? '', '2026-11-22') + 1)
  for (const one of first) expect(new Set(one.checks.map(({ done }) => done)).size).toBe(2)

  await keepDemoExperiments(db, NOW)
  expect(await list()).toEqual(first)
  await keepDemoExperiments(db, NOW + DAY_MS)
  expect((await list()).find(({ id }) => id === 'demo-meditation')?.checks.at(-1)?.day).toBe('2026-11-23')

  // A year later both were replaced by new ones.
  await keepDemoExperiments(db, NOW + 364 * DAY_MS)
  expect(await states('2027-11-22')).toEqual({ 'demo-coffee': 'over', 'demo-meditation': 'running' })
})
