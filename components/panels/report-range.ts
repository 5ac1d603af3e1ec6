import { useFormat } from '@/components/ui/settings'
import type { Report } from '@/lib/domain/report'

/** The days of a report in words: a month by its name, everything else from day to day. */
export function useReportRange(): (report: Pick<Report, 'period' | 'from' | 'to'>) => string {
  const format = useFormat()
  return ({ period, from, to }) => (period === 'month' ? format.month(from) : format.dateRange(from, to))
}
