'use client'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useArrival } from '@/components/ui/arrival'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ApiError } from '@/lib/queries/fetch-json'
import { sessionQueries } from '@/lib/queries/session'

type Props = {
  kind: 'device' | 'guest'
  /** Whether somebody is signed in here already, whose session would end. */
  signedIn: boolean
}

/** What either way in may be refused with. A guest link opens as often as it likes at any address, and is unknown once its owner is kept out. */
const KNOWN = {
  device: [
    'code_unknown',
    'code_used',
    'code_expired',
    'code_elsewhere',
    'access_removed',
    'too_many_requests',
    'cross_site',
    'no_cookie',
    'network',
  ],
  guest: ['code_unknown', 'code_expired', 'too_many_requests', 'cross_site', 'no_cookie', 'network'],
} as const

/** Signs this device in with the code behind the # of its address: at once, or, where somebody else is signed in, when told to. */
export function EnterPanel({ kind, signedIn }: Props) {
  const t = useTranslations('enter')
  const [code, setCode] = useState<string | null>(null)
  const enter = useMutation({
    ...sessionQueries.signIn(),
    // A page of its own: nothing that was fetched for somebody else stays in memory.
    onSuccess: () => window.location.replace('/'),
  })
  const go = (secret: string) => enter.mutate({ provider: kind, code: secret })
  useArrival((secret) => {
    // Looked at twice (as React does in development), the address is empty the second time.
    setCode((known) => secret || known || '')
    if (secret === '') return false
    if (signedIn) enter.reset()
    else go(secret)
    return true
  })
  if (code === '' || enter.isError) return <Refusal kind={kind} error={enter.error} onAgain={code ? () => go(code) : null} />
  if (code !== null && signedIn && enter.isIdle)
    return (
      <>
        <p className="mb-4 text-ink2">{t(`${kind}.already`)}</p>
        <div className="grid gap-2.5">
          <Button look="primary" size="large" onClick={() => go(code)}>
            {t(`${kind}.go`)}
          </Button>
          <Link href="/" className={buttonClass({ look: 'secondary', size: 'large' })}>
            {t('back')}
          </Link>
        </div>
      </>
    )
  return (
    <p role="status" className="text-ink2">
      {t(`${kind}.entering`)}
    </p>
  )
}

function Refusal({ kind, error, onAgain }: { kind: Props['kind']; error: Error | null; onAgain: (() => void) | null }) {
  const t = useTranslations('enter')
  const code = error instanceof ApiError ? error.code : error ? 'other' : 'code_unknown'
  const says =
    kind === 'device'
      ? (`device.${KNOWN.device.find((one) => one === code) ?? 'other'}` as const)
      : (`guest.${KNOWN.guest.find((one) => one === code) ?? 'other'}` as const)
  return (
    <>
      <p role="alert" className="mb-4 flex gap-2.5">
        <Icon name="error" className="mt-px size-5 text-danger" weight={2} />
        {t(says)}
      </p>
      <div className="grid gap-2.5">
        {onAgain && /\.(network|no_cookie|other)$/.test(says) && (
          <Button look="primary" size="large" onClick={onAgain}>
            {t('again')}
          </Button>
        )}
        <Link href="/connect" className={buttonClass({ look: 'secondary', size: 'large' })}>
          {t('connect')}
        </Link>
      </div>
    </>
  )
}
