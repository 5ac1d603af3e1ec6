import 'server-only'
import { addDays, type Day, daysBetween, utcDay } from '@/lib/domain/day'
import type { DocumentCollection } from '@/lib/oura/collections'
import { countConfirmedByMonth, oldestDay } from './db/coverage-months'
import { finishWindow, planWindows, readWindows } from './db/sync-windows'
import { readAnnounced } from './sync-announced'
import { type Answer, fetchWindow } from './sync-fetch'
import { type DayRange, FIRST_DAY, historyEnd, historyFloor, monthsBack, OVER_MS, RANGED, requests } from './sync-plan'
import { progressOf } from './sync-progress'
import { offNow, readNewest, readRange, type SyncRun, settle } from './sync-window'

/** What tells whether an account has an older life below a silent year: small documents, two years a request; then those of days alone. */
const PROBES = ['daily_readiness', 'daily_sleep', 'daily_activity'] as const satisfies readonly DocumentCollection[]

/** The months of the history in which something was never answered, newest first. */
async function openMonths(run: SyncRun, floor: Day): Promise<DayRange[]> {
  const end = historyEnd(run.now())
  const off = await offNow(run)
  const confirmed = new Map<string, number>()
  for (const { month, collection, days } of await countConfirmedByMonth(run.db, run.userId, end, OVER_MS))
    confirmed.set(`${collection} ${month}`, days)
  return monthsBack(floor, end).filter(({ from, to }) =>
    RANGED.some(
      (collection) => !off.has(collection) && (confirmed.get(`${collection} ${from.slice(0, 7)}`) ?? 0) < daysBetween(from, to) + 1,
    ),
  )
}

/** An answer cut to the days of which there is something: looking far is not the same as having asked for every day. */
function whereSomething(answer: Answer): Answer[] {
  const days = answer.kind === 'documents' ? answer.items.flatMap(({ day }) => day ?? []).sort() : []
  const [from, to] = [days[0], days.at(-1)]
  return from && to ? [{ ...answer, ask: { ...answer.ask, from, to } }] : []
}

/** Looks below a silent year for an older life of the account. Once it has answered, it is not asked again. */
async function probe(run: SyncRun, floor: Day): Promise<void> {
  if (floor <= FIRST_DAY) return
  const range = { from: FIRST_DAY, to: addDays(floor, -1) }
  const off = await offNow(run)
  const windows = await readWindows(run.db, run.userId)
  const open = PROBES.filter(
    (collection) =>
      !off.has(collection) && !windows.some((one) => one.collection === collection && one.state === 'done' && one.from_day < one.to_day),
  )
  for (const collection of open) {
    const fetched = await fetchWindow(run.source, requests(collection, range), async () => [], run.signal)
    const answers = fetched.answers.flatMap(whereSomething)
    await settle(run, { ...fetched, answers })
    if (fetched.failures.length > 0) return
    const window = { collection, from_day: range.from, to_day: range.to }
    await planWindows(run.db, run.userId, [window])
    await finishWindow(run.db, run.userId, window, run.now())
    // That is enough to go on from; the larger documents of activity are asked for alone only where no night is known.
    if (answers.length > 0) return
  }
}

/**
 * Reads the history, newest month first, until Oura has had nothing at all for a year below the oldest document. Every month is settled
 * before the next, and what was settled is not asked for again, whatever happens in between.
 */
export async function readHistory(run: SyncRun): Promise<void> {
  const progress = progressOf(run.userId)
  const tried = new Set<string>()
  const circumstances = async () => `${utcDay(run.now())} ${[...(await offNow(run))].sort().join(' ')}`
  if (progress.settled === (await circumstances())) {
    progress.total = progress.done
    return
  }
  for (;;) {
    progress.oldest = await oldestDay(run.db, run.userId)
    const floor = historyFloor(progress.oldest, run.now())
    const open = (await openMonths(run, floor)).filter(({ from, to }) => !tried.has(`${from} ${to}`))
    progress.total = progress.done + open.length * RANGED.length
    const [month] = open
    if (!month) {
      await probe(run, floor)
      if (historyFloor(await oldestDay(run.db, run.userId), run.now()) !== floor) continue
      progress.settled = await circumstances()
      return
    }
    // A month that the floor cut is another one when the floor has sunk.
    tried.add(`${month.from} ${month.to}`)
    await readRange(run, month)
    if (!run.askedAgain()) continue
    await readNewest(run)
    await readAnnounced(run)
  }
}
