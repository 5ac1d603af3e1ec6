import { expect, test } from 'vitest'
import { NightTagsPanel } from '@/components/panels/night-tags-panel'
import { addDays } from '@/lib/domain/day'
import { dayClock } from '@/lib/domain/day-clock'
import { dayQueries, nightQueries } from '@/lib/queries/day'
import { dayClient } from '../fixtures/day-client'
import { activity, nothing } from '../fixtures/day-documents'
import { renderPage } from '../setup/render'

const DAY = '2026-11-19'
const sick = {
  ...{ id: 'sick', tag_type_code: 'tag_generic_sick', comment: null, custom_name: null },
  ...{ start_day: '2026-11-16', start_time: '2026-11-16T09:00:00+01:00', end_day: DAY, end_time: `${DAY}T18:00:00+01:00` },
}

test('the pages of a day and of its night ask for the tags of a month before, and a tag that still lasts is told with its first day', () => {
  const keys = [dayQueries(DAY).enhancedTags, nightQueries(addDays(DAY, 1)).enhancedTags].map(({ queryKey }) => queryKey)
  expect(keys[0]).toEqual(keys[1])
  expect(keys[0]?.[2]).toEqual({ start_date: addDays(DAY, -31), end_date: addDays(DAY, 1) })
  expect(dayQueries('2000-01-05').enhancedTags.queryKey[2]).toMatchObject({ start_date: '2000-01-01' })
  const shown = (day: string) => {
    const client = dayClient(day)
    client.setQueryData(nightQueries(day).enhancedTags.queryKey as readonly unknown[], [sick])
    return renderPage(<NightTagsPanel day={day} className="" />, { client }).replace(/<[^>]*>/g, ' ')
  }
  expect(shown('2026-11-17')).toMatch(/Sick.*9:00/)
  expect(shown('2026-11-20')).toMatch(/Sick\s+Mon.*16/)
  expect(shown('2026-11-21')).not.toContain('Sick')
})

test('where a tag began weeks ago says nothing of the clock of a day', () => {
  const documents = { ...nothing, activity: [activity(DAY, `${DAY}T04:00:00+01:00`, 1440)] }
  const clock = (tags: (typeof sick)[]) =>
    dayClock(DAY, { ...documents, enhancedTags: tags }, 'Europe/Berlin', Date.parse('2027-01-01T00:00:00Z'))
  const far = { ...sick, start_day: '2026-11-01', start_time: '2026-11-01T20:00:00-08:00' }
  expect(clock([far]).wall).toEqual(clock([]).wall)
  expect(clock([far]).events.map(({ id, to }) => [id, to])).toEqual([['sick', 14 * 60]])
})
