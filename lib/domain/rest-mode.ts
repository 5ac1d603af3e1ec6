import type { RestModePeriod } from '@/lib/oura/schemas'
import type { Day } from './day'

/** How long before a day the period that holds it may have begun: five years, what one answer of the server holds. */
export const LONGEST_REST_DAYS = 5 * 365

/** The rest-mode period that holds a day; one without an end is still running. Null when there is none. */
export function restModeOn<Period extends Pick<RestModePeriod, 'start_day' | 'end_day'>>(
  periods: readonly Period[],
  day: Day,
): Period | null {
  return periods.find(({ start_day, end_day }) => start_day <= day && (end_day == null || end_day >= day)) ?? null
}
