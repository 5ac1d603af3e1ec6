'use client'
import { useTranslations } from 'use-intl'
import { useArrival } from '@/components/ui/arrival'
import { Icon } from '@/components/ui/icon'
import { TextField } from '@/components/ui/text-field'
import type { Entry } from '@/lib/queries/session'

type Props = {
  asksSetup: boolean
  /** Whether somebody with an archive of their own is signed in here, whom no invitation concerns. */
  known: boolean
  entry: Entry
  onChange: (entry: Entry) => void
}

/** What somebody new needs beside a ring: the setup code of a server without an owner, or the invitation they came by. */
export function ConnectEntryPanel({ asksSetup, known, entry, onChange }: Props) {
  const t = useTranslations('connect.entry')
  useArrival((fragment) => {
    const invite = new URLSearchParams(fragment).get('invite')
    if (invite) onChange({ ...entry, invite })
    return invite !== null
  })
  return (
    <>
      {asksSetup && (
        <div className="rounded-card bg-surface p-4">
          <TextField
            label={t('setup')}
            value={entry.setup_code ?? ''}
            onChange={(setup_code) => onChange({ ...entry, setup_code })}
            describedBy="setup-code-where"
            longest={100}
          />
          <p id="setup-code-where" className="mt-3 text-secondary text-ink2">
            {t.rich('where', { word: (chunks) => <code className="font-mono text-ink">{chunks}</code> })}
          </p>
        </div>
      )}
      {entry.invite && !known && (
        <p role="status" className="flex gap-2.5 rounded-card bg-surface p-4">
          <Icon name="check" className="mt-px size-5 text-ok" weight={2} />
          {t('invited')}
        </p>
      )}
    </>
  )
}
