'use client'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { useFormat } from '@/components/ui/settings'
import { ApiError } from '@/lib/queries/fetch-json'

/** What Oura's door said, as far as each code of ours tells. */
const ANSWERS = {
  token_rejected: '401',
  membership_lapsed: '403',
  not_shared: '401',
  upstream_limited: '429',
  upstream_unreachable: '–',
} as const
const KINDS = [
  'token_rejected',
  'membership_lapsed',
  'not_shared',
  'upstream_limited',
  'upstream_unreachable',
  'too_many_requests',
  'forbidden',
  'cross_site',
  'no_cookie',
  'setup_code',
  'access_removed',
  'code_unknown',
  'code_used',
  'code_expired',
  'network',
] as const

type Props = {
  id: string
  error: Error
  token: string
  until: number | null
  /** Whether the token was to replace one of this person: what is forbidden then is another account's. */
  replaces?: boolean
  /** Where this server expects to be opened; whoever is signed in already has opened it there. */
  address?: string
}

/** Why a token was not taken, what to do, and behind Details the request that was refused; of the token its last four characters at most. */
export function TokenError({ id, error, token, until, replaces = false, address = '' }: Props) {
  const t = useTranslations('tokenError')
  const format = useFormat()
  const code = error instanceof ApiError ? error.code : 'internal'
  const upstream = Object.entries(ANSWERS).find(([answered]) => answered === code)?.[1]
  const kind = kindOf(code, token)
  const known = replaces && kind === 'forbidden' ? 'other_account' : kind
  // Oura asks this server to wait, or this server asks the person.
  const asks = known === 'upstream_limited' ? 'until' : known === 'too_many_requests' ? 'untilHere' : null
  const isOver = until === null && error instanceof ApiError && error.retryAfter !== null
  const wait = asks && isOver ? 'waited' : until === null ? null : asks
  const time = until === null ? '' : format.wallTime(until, -new Date(until).getTimezoneOffset())
  return (
    <div id={id} role="alert" className="mt-3 flex gap-2.5 text-secondary">
      <Icon name="error" className="mt-px size-5 text-danger" weight={2} />
      <div className="min-w-0 flex-1">
        <p className="text-[0.875rem] leading-5 font-[650]">{t(`title.${known}`)}</p>
        <p className="mt-0.5 text-ink2">{wait ? t(wait, { time }) : t(`body.${known}`, { count: token.length, address })}</p>
        {upstream && (
          <details className="group mt-1.5 text-caption text-ink3">
            <summary className="flex min-h-6 list-none items-center gap-1 [&::-webkit-details-marker]:hidden">
              <Icon name="chevron-down" className="size-3.5 -rotate-90 group-open:rotate-0" weight={2.4} />
              {t('details')}
            </summary>
            <p className="font-mono break-words">GET /v2/usercollection/personal_info → {upstream}</p>
            {token.length >= 16 && <p>{t('ending', { end: token.slice(-4) })}</p>}
          </details>
        )}
      </div>
    </div>
  )
}

function kindOf(code: string, token: string) {
  if (code === 'invalid' || code === 'too_large') return token === '' ? 'empty' : 'invalid'
  return KINDS.find((kind) => kind === code) ?? 'other'
}
