'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { useNow } from '@/components/ui/now'
import { Row } from '@/components/ui/row'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { TextButton } from '@/components/ui/text-button'
import type { GuestLinkRow } from '@/lib/api'
import { localDay, zoneOffset } from '@/lib/domain/local-clock'
import { guestLinksQueries } from '@/lib/queries/guest-links'
import { Loaded } from './loaded'
import { NewGuestLink } from './new-guest-link'
import { Refused } from './refused'

/** Links that show chosen pages to a doctor or a partner: make, see whether they were opened, withdraw. */
export function GuestLinksPanel() {
  const t = useTranslations('guestLinks')
  const query = useQuery(guestLinksQueries.list())
  return (
    <Card title={t('title')}>
      <p className="mb-3 text-secondary text-ink2">{t('body')}</p>
      <NewGuestLink />
      <Loaded query={query} name={t('listName')} shapes={<Skeleton className="mt-3 h-12" />}>
        {(links) => (
          <ul className="mt-2">
            {links.map((link) => (
              <Link key={link.id} link={link} />
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}

function Link({ link: { id, name, pages, ends_at, last_used_at } }: { link: GuestLinkRow }) {
  const t = useTranslations('guestLinks')
  const format = useFormat()
  const { now, zone } = useNow()
  const withdraw = useMutation(guestLinksQueries.withdraw())
  const end = Date.parse(ends_at)
  return (
    <Row
      name={name}
      notes={[
        t('shows', {
          pages: pages.map((page) => t(`page.${page}`)).join(' · '),
          date: format.dateWithYear(localDay(end, zoneOffset(zone, end))),
        }),
        last_used_at ? t('opened', { ago: format.ago(Math.max(0, now - Date.parse(last_used_at))) }) : t('unopened'),
      ]}
      action={
        <TextButton aria-label={t('withdrawLabel', { name })} disabled={withdraw.isPending} onClick={() => withdraw.mutate(id)}>
          {t('withdraw')}
        </TextButton>
      }
    >
      <Refused error={withdraw.error}>{t('withdrawFailed')}</Refused>
    </Row>
  )
}
