'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Progress } from '@/components/ui/progress'
import { useFormat } from '@/components/ui/settings'
import { TypedConfirmation } from '@/components/ui/typed-confirmation'
import type { ImportBody } from '@/lib/api'
import { ApiError } from '@/lib/queries/fetch-json'
import { importQueries } from '@/lib/queries/import'
import { UnreadableFileError } from '@/lib/queries/import-file'
import { freshId } from './fresh-id'
import { ImportOutcomeRows } from './import-outcome'
import { Refused } from './refused'

const WORD = 'IMPORT'

/** Of an export of one's own, from here or another server: chosen, sent, checked, written, and told in numbers. */
export function ImportPanel() {
  const t = useTranslations('data.import')
  const { data: run } = useQuery(importQueries.status())
  const { sending, sent, start, stop, error } = useSending()
  const forget = useMutation(importQueries.forget())
  const cancel = () => {
    stop()
    if (run?.id) forget.mutate(run.id)
  }
  return (
    <Card title={t('title')}>
      <div className="grid gap-3">
        {sending !== null ? (
          <Course title={t('sending')} value={sent} note={t('keepOpen')} onCancel={() => stop(sending)} />
        ) : (
          <Stage run={run} onCancel={cancel} onChoose={start} />
        )}
        <Refused error={error}>{error && <Unsent error={error} />}</Refused>
      </div>
    </Card>
  )
}

/** A file on its way from this page; `stop` takes it back. */
function useSending() {
  const [sending, setSending] = useState<string | null>(null)
  const [sent, setSent] = useState(0)
  const course = useRef<AbortController | null>(null)
  const forget = useMutation(importQueries.forget())
  const send = useMutation({ ...importQueries.send(), onMutate: () => setSent(0) })
  useEffect(() => () => course.current?.abort(), [])
  const start = (file: File) => {
    const id = freshId()
    const own = new AbortController()
    course.current = own
    setSending(id)
    send.mutate({ id, file, signal: own.signal, onProgress: setSent }, { onSettled: () => setSending((now) => (now === id ? null : now)) })
  }
  const stop = (id?: string) => {
    course.current?.abort()
    setSending(null)
    send.reset()
    if (id) forget.mutate(id)
  }
  return { sending, sent, start, stop, error: send.error }
}

type StageProps = { run: ImportBody | undefined; onCancel: () => void; onChoose: (file: File) => void }

function Stage({ run, onCancel, onChoose }: StageProps) {
  const t = useTranslations('data.import')
  switch (run?.state) {
    case 'receiving':
      return (
        <>
          <p className="text-secondary text-ink2">{t('waiting')}</p>
          <Button look="secondary" size="large" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </>
      )
    case 'checking':
      return <Course title={t('checking')} value={null} note={t('nothingYet')} onCancel={onCancel} />
    case 'unproven':
      return <Unproven id={run.id ?? ''} onCancel={onCancel} />
    case 'writing':
      return <Course title={t('writing')} value={run.progress} note={t('goesOn')} />
    case 'deriving':
      return <Course title={t('deriving')} value={null} note={t('goesOn')} />
    case 'done':
      return (
        <div role="status" className="grid gap-3">
          {run.outcome && <ImportOutcomeRows outcome={run.outcome} />}
          <Button look="secondary" size="large" onClick={onCancel}>
            {t('ok')}
          </Button>
        </div>
      )
    default:
      return <Choose problem={run?.problem ?? null} onChoose={onChoose} />
  }
}

/** How far it is, and a way out while there is one. */
function Course({ title, value, note, onCancel }: { title: string; value: number | null; note: string; onCancel?: () => void }) {
  const t = useTranslations('data.import')
  const format = useFormat()
  return (
    <>
      <div>
        <p role="status" className="mb-2 flex text-[0.875rem] leading-5 font-semibold">
          {title}
          {value !== null && (
            <span aria-hidden="true" className="ml-auto text-secondary font-normal text-ink2">
              {format.percent(Math.floor(value * 100))}
            </span>
          )}
        </p>
        <Progress label={title} value={value} />
        <p className="mt-1.5 text-secondary text-ink2">{note}</p>
      </div>
      {onCancel && (
        <Button look="secondary" size="large" onClick={onCancel}>
          {t('cancel')}
        </Button>
      )}
    </>
  )
}

function Choose({ problem, onChoose }: { problem: ImportBody['problem']; onChoose: (file: File) => void }) {
  const t = useTranslations('data.import')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      {problem ? <Problem problem={problem} /> : <p className="text-secondary text-ink2">{t('body')}</p>}
      <Button look="secondary" size="large" onClick={() => input.current?.click()}>
        {problem ? t('another') : t('choose')}
      </Button>
      {/* Without a list of types: phones grey out every file whose ending they do not know. */}
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          currentTarget.value = ''
          if (file) onChoose(file)
        }}
      />
    </>
  )
}

function Problem({ problem: { code, line } }: { problem: NonNullable<ImportBody['problem']> }) {
  const t = useTranslations('data.import')
  const problem = t(`problem.${code}`)
  return (
    <p role="alert" className="text-secondary">
      {line === null ? t('whole', { problem }) : t('line', { line: String(line), problem })}
    </p>
  )
}

function Unproven({ id, onCancel }: { id: string; onCancel: () => void }) {
  const t = useTranslations('data.import')
  const confirm = useMutation(importQueries.confirm())
  return (
    <>
      <p className="text-secondary text-ink2">{t('unproven')}</p>
      <TypedConfirmation
        word={WORD}
        label={t('type')}
        action={t('confirm')}
        cancel={t('cancel')}
        busy={confirm.isPending}
        problem={confirm.isError && t('failed')}
        onConfirm={() => confirm.mutate(id)}
        onCancel={onCancel}
      />
    </>
  )
}

function Unsent({ error }: { error: Error }) {
  const t = useTranslations('data.import')
  if (error instanceof UnreadableFileError) return t('unreadable')
  if (!(error instanceof ApiError)) return t('failed')
  if (error.code === 'too_many_requests') return t('busy')
  if (error.code === 'too_large') return t('whole', { problem: t('problem.too_large') })
  return error.code === 'storage_full' ? t('full') : t('failed')
}
