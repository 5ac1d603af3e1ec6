import { useTranslations } from 'use-intl'
import type { DeviceRow } from '@/lib/api'

/** What a device is called: “Safari on iPhone”, as far as its browser told. */
export function useDeviceName(): (device: Pick<DeviceRow, 'browser' | 'system'>) => string {
  const t = useTranslations('devices')
  return ({ browser, system }) => {
    if (browser && system) return t('name', { browser, system })
    return browser ?? system ?? t('unknown')
  }
}
