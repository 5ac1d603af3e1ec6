'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { ouraAppQueries } from '@/lib/queries/oura-app'
import type { Entry } from '@/lib/queries/session'
import { ConnectOuraHelp } from './connect-oura-help'
import { OuraAppForm } from './oura-app-form'
import { useReturnWay } from './return-way'
import { SignInProblemLine } from './sign-in-problem'

type Props = { address: string; problem: string | null; entry: Entry; onConnected: () => void }

/** Sign in at Oura: with one press where this server has its application, after setting that up where it has none. */
export function ConnectOuraPanel({ address, problem: came, entry, onConnected }: Props) {
  const t = useTranslations('connect.oura')
  const { data: app } = useQuery(ouraAppQueries.current())
  const [editing, setEditing] = useState(false)
  const [problem, setProblem] = useState(came)
  const [away, setAway] = useState(false)
  const way = useReturnWay(app?.redirect_uri)
  const start = useMutation({
    ...ouraAppQueries.start(),
    onMutate: () => setProblem(null),
    onSuccess: (url) => {
      // Where Oura cannot send the browser back here, its page opens beside this one, which waits for the address.
      if (way === 'back') window.location.assign(url)
      else window.open(url, '_blank', 'noopener')
      setAway(true)
    },
    onError: (error) => setProblem('code' in error ? String(error.code) : 'other'),
  })
  const go = (server: 'moi' | 'cloud' | null) => {
    if (way === 'other-name' && app) window.location.assign(`${new URL(app.redirect_uri).origin}/connect`)
    else start.mutate({ server, entry })
  }
  return (
    <section id="oura" aria-label={t('title')} className="scroll-mt-4 rounded-card bg-surface p-4">
      <div className="flex gap-3">
        <Icon name="key" className="mt-px size-5.5 text-ink2" />
        <div>
          <h2 className="font-[650]">{t('title')}</h2>
          <p className="mt-0.5 text-secondary text-ink2">{app?.configured ? t('ready') : t('body')}</p>
        </div>
      </div>
      {problem && <SignInProblemLine problem={problem} address={address} />}
      {app && editing ? (
        <OuraAppForm
          app={app}
          setupCode={entry.setup_code}
          onDone={() => setEditing(false)}
          onSaved={() => {
            setEditing(false)
            // What was said of the application before is not known of this one.
            setProblem(null)
          }}
        />
      ) : app && !app.configured ? (
        <NotYet changeable={app.changeable} onSetUp={() => setEditing(true)} />
      ) : (
        <>
          {way === 'other-name' && app && (
            <p className="mt-3 text-secondary text-ink2">{t('otherName', { host: new URL(app.redirect_uri).host })}</p>
          )}
          <Button
            look={app?.configured ? 'primary' : 'secondary'}
            size="large"
            className="mt-3"
            busy={start.isPending || !app}
            onClick={() => go(null)}
          >
            {start.isPending ? t('opening') : t('connect')}
          </Button>
          <p className="mt-3 text-secondary text-ink2">{t('consent')}</p>
          {app && (
            <ConnectOuraHelp
              app={app}
              waiting={away && way !== 'back'}
              onOtherServer={() => go(app.server === 'moi' ? 'cloud' : 'moi')}
              onProblem={setProblem}
              onConnected={onConnected}
            />
          )}
          {app?.changeable && app.configured === 'here' && (
            <button
              type="button"
              className="-mb-3 min-h-11 text-secondary font-semibold text-ink2 underline decoration-control underline-offset-3"
              onClick={() => setEditing(true)}
            >
              {t('change')}
            </button>
          )}
        </>
      )}
    </section>
  )
}

function NotYet({ changeable, onSetUp }: { changeable: boolean; onSetUp: () => void }) {
  const t = useTranslations('connect.oura')
  if (!changeable) return <p className="mt-3 text-secondary text-ink2">{t('ownerOnly')}</p>
  return (
    <Button look="secondary" size="large" className="mt-3" onClick={onSetUp}>
      {t('connect')}
    </Button>
  )
}
