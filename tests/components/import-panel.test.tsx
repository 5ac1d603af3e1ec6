import { describe, expect, test } from 'vitest'
import { ImportPanel } from '@/components/panels/import-panel'
import type { ImportBody, ImportProblem } from '@/lib/api'
import type { Settings } from '@/lib/domain/settings'
import en from '@/lib/messages/en.json'
import { importQueries } from '@/lib/queries/import'
import { makeQueryClient } from '@/lib/queries/query-client'
import { renderPage } from '../setup/render'

const run = (more: Partial<ImportBody> = {}): ImportBody => ({
  id: 'one-of-them',
  state: 'none',
  received: 0,
  progress: null,
  outcome: null,
  problem: null,
  ...more,
})

function html(more?: Partial<ImportBody>, settings: Partial<Settings> = {}): string {
  const client = makeQueryClient()
  if (more) client.setQueryData(importQueries.status().queryKey, run(more))
  const page = renderPage(<ImportPanel />, { client, settings })
  expect(page).not.toContain('style=')
  return page
}
const said = (page: string) => page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

const outcome = {
  documents: { added: 43_800, newer: 2, known: 7, set_aside: 0 },
  revisions: 3,
  sample_days: 3650,
  days: 62_050,
  tags: 5,
  experiments: 0,
  settings: true,
}

test('a file can be chosen, by a button with words, before anything is known', () => {
  for (const page of [html(), html({ state: 'none', id: null })]) {
    expect(page).toMatch(/<button[^>]*>Choose a file<\/button>/)
    expect(page).toMatch(/<input[^>]*type="file"[^>]*hidden/)
    expect(said(page)).toContain('nothing is deleted')
  }
})

test('how far it is: as a bar with a name, in words, with a way out until it is being written', () => {
  const checking = html({ state: 'checking' })
  expect(checking).toMatch(/role="progressbar" aria-label="Checking the file" aria-valuemin="0" aria-valuemax="100"(?!.*aria-valuenow)/)
  expect(said(checking)).toMatch(/Nothing is changed before all of it is checked\. Cancel/)
  const writing = html({ state: 'writing', progress: 0.425 })
  expect(writing).toMatch(/role="progressbar" aria-label="Writing into the archive"[^>]*aria-valuenow="43"/)
  expect(said(writing)).toContain('42%')
  expect(said(writing)).not.toContain('Cancel')
  expect(said(html({ state: 'deriving' }))).toContain('Working out the numbers')
  expect(said(html({ state: 'receiving' }))).toMatch(/from another page.*Cancel/)
})

test('what came of it, in numbers, without kinds of which there was nothing', () => {
  const page = html({ state: 'done', outcome })
  expect(page).toContain('role="status"')
  for (const words of [
    'The file was imported',
    'New documents 43,800',
    'Documents with a newer version 2',
    'Documents already here 7',
    'Days of heart rate and battery 3,650',
    'Tags and notes 5',
    'Your settings were taken from the file.',
    'Done',
  ])
    expect(said(page)).toContain(words)
  for (const words of ['Set aside', 'Experiments', 'here already.']) expect(said(page)).not.toContain(words)
  const same = {
    ...outcome,
    documents: { added: 0, newer: 0, known: 9, set_aside: 0 },
    revisions: 0,
    sample_days: 0,
    days: 0,
    tags: 0,
    settings: false,
  }
  expect(said(html({ state: 'done', outcome: same }))).toMatch(/Everything in the file was here already\. Documents already here 9 Done/)
})

describe('what is wrong with a file', () => {
  const codes = Object.keys(en.data.import.problem) as ImportProblem[]
  test.each(codes)('%s: one sentence with its line, in both languages, and another file can be chosen', (code) => {
    const page = html({ state: 'refused', problem: { code, line: 12_345, detail: '' } })
    expect(page).toContain('role="alert"')
    expect(said(page)).toMatch(/Line 12345: [A-Z].*\. Nothing was changed\. Choose another file/)
    expect(said(html({ state: 'refused', problem: { code, line: null, detail: '' } }))).toMatch(/^ Import [A-Z].*\. Nothing was changed\. /)
    expect(said(html({ state: 'refused', problem: { code, line: 12, detail: '' } }, { locale: 'ja' }))).toMatch(
      /12行目：.*。何も変更されていません。 別のファイルを選択/,
    )
  })
})

test('a file that does not say whose it is asks for the word', () => {
  const page = html({ state: 'unproven' })
  expect(said(page)).toMatch(/does not say whose it is.*Type IMPORT to confirm/)
  expect(page).toMatch(/<button[^>]*disabled=""[^>]*>Import<\/button>/)
})

test('the same in Japanese', () => {
  expect(said(html({ state: 'done', outcome }, { locale: 'ja' }))).toMatch(/ファイルを読み込みました.*新しいデータ 43,800/)
  expect(said(html({ state: 'none' }, { locale: 'ja' }))).toContain('ファイルを選択')
})
