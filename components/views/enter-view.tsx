'use client'
import { useTranslations } from 'use-intl'
import { EnterPanel } from '@/components/panels/enter-panel'
import { useKeptFocus } from '@/components/ui/kept-focus'
import { Mark } from '@/components/ui/mark'

/** Where a QR code or a guest link leads: for a moment, or with the reason why it leads no further. */
export function EnterView({ kind, signedIn }: { kind: 'device' | 'guest'; signedIn: boolean }) {
  const t = useTranslations('enter')
  const main = useKeptFocus<HTMLElement>()
  return (
    <main ref={main} className="mx-auto flex min-h-dvh max-w-120 flex-col px-4 pt-[max(2.125rem,env(safe-area-inset-top))]">
      <p className="mb-6.5 flex items-center gap-2.5 text-[1.125rem] font-bold">
        <Mark />
        Ringside
      </p>
      <h1 className="mb-3 text-title">{t(`${kind}.title`)}</h1>
      <EnterPanel kind={kind} signedIn={signedIn} />
    </main>
  )
}
