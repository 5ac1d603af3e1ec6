'use client'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import type { SignInProblem } from '@/lib/api'

const KNOWN: readonly SignInProblem[] = [
  'denied',
  'scope',
  'refused',
  'no_code',
  'used',
  'state',
  'stranger',
  'code',
  'client',
  'no_app',
  'misconfigured',
  'other_account',
  'forbidden',
  'cross_site',
  'no_cookie',
  'setup_code',
  'access_removed',
  'code_unknown',
  'code_used',
  'code_expired',
  'membership_lapsed',
  'not_shared',
  'upstream_limited',
  'upstream_unreachable',
  'upstream_failed',
  'too_many_requests',
  'network',
]

/**
 * Why a sign-in at Oura came to nothing, and the way on, in a sentence. The word may come from an address: any other is `other`.
 * `address`: where this server expects to be opened.
 */
export function SignInProblemLine({ problem, address }: { problem: string; address: string }) {
  const t = useTranslations('connect.problem')
  // What a request of this page was answered with where the server has no application.
  const said = problem === 'not_found' ? 'no_app' : problem
  const known = KNOWN.find((one) => one === said) ?? 'other'
  return (
    <p role="alert" className="mt-3 flex gap-2.5 rounded-segment bg-raised px-3 py-2.5 text-secondary">
      <Icon name="error" className="mt-px size-5 text-danger" weight={2} />
      {t(`${known}`, { address })}
    </p>
  )
}
