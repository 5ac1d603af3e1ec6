import { expect, test } from 'vitest'
import { ServerHealthPanel } from '@/components/panels/server-health-panel'
import type { HealthBody } from '@/lib/api'
import { healthQueries } from '@/lib/queries/health'
import { makeQueryClient } from '@/lib/queries/query-client'
import { renderPage } from '@/tests/setup/render'

function said(health: HealthBody, locale: 'en' | 'ja' = 'en', owner = true): string {
  const client = makeQueryClient()
  client.setQueryData(healthQueries.current().queryKey, health)
  return renderPage(<ServerHealthPanel owner={owner} />, { client, settings: { locale } })
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('\u00a0', ' ')
}

test('while all is well, or nothing is told, there is nothing to read', () => {
  expect(said({ status: 'ok' })).toBe('')
  expect(said({ status: 'ok', warnings: [], clock_skew_seconds: 3, disk_free_bytes: 9e9 })).toBe('')
})

test('a clock that is off is said with its way and its minutes, in both languages', () => {
  const health = (seconds: number): HealthBody => ({ status: 'ok', warnings: ['clock'], clock_skew_seconds: seconds })
  expect(said(health(600))).toContain('10 min ahead of Oura’s')
  expect(said(health(-600))).toContain('10 min behind Oura’s')
  expect(said(health(600), 'ja')).toContain('10分進んで')
  expect(said(health(-600), 'ja')).toContain('10分遅れて')
})

test('a disk that is nearly full is said with what is left', () => {
  const health: HealthBody = { status: 'ok', warnings: ['disk'], disk_free_bytes: 120e6 }
  expect(said(health)).toContain('120 MB are left')
  expect(said(health, 'ja')).toContain('120 MB')
})

test('copies that are not made are said, with the day of the last one where there is one', () => {
  const health = (day: string | null): HealthBody => ({ status: 'ok', warnings: ['backup'], last_backup_day: day })
  expect(said(health('2026-11-20'))).toContain('The last copy this server made is of 20 Nov 2026.')
  expect(said(health('2026-11-20'), 'ja')).toContain('2026年11月20日')
  expect(said(health(null))).toContain('has not been able to make one yet')
})

test('who does not own the server is told whom to tell', () => {
  const health: HealthBody = { status: 'ok', warnings: ['disk'], disk_free_bytes: 120e6 }
  expect(said(health, 'en', false)).toContain('Tell the owner of this server')
  expect(said(health)).not.toContain('Tell the owner')
})
