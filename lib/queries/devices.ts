import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { DeviceCodeBody, DevicesBody } from '@/lib/api'
import { DEVICE_CODE_LIFE } from '@/lib/domain/device-code'
import { fetchJson } from './fetch-json'
import { forgetHere } from './forget-here'
import { unlessRefused } from './query-client'

/** `until`: when it ends by this device's clock (epoch ms), which may be minutes from the server's. */
export type DeviceCode = DeviceCodeBody & { until: number }
type Which = { id: string } | { others: true } | { all: true }

/** The devices on which this person is signed in, and a code for one more. */
export const devicesQueries = {
  all: () => ['devices'] as const,
  list: () =>
    queryOptions({
      queryKey: devicesQueries.all(),
      queryFn: ({ signal }) => fetchJson<DevicesBody>('/api/devices', { signal }),
    }),
  /** A code for one more device, good once and for two minutes. */
  makeCode: () =>
    mutationOptions({
      mutationKey: [...devicesQueries.all(), 'make-code'],
      mutationFn: async (): Promise<DeviceCode> => ({
        ...(await fetchJson<DeviceCodeBody>('/api/devices', { method: 'POST', body: {} })),
        until: Date.now() + DEVICE_CODE_LIFE,
      }),
    }),
  signOut: () =>
    mutationOptions({
      mutationKey: [...devicesQueries.all(), 'sign-out'],
      mutationFn: async (which: Which) => {
        await fetchJson<null>('/api/devices', { method: 'DELETE', body: which })
        if ('all' in which) await forgetHere()
      },
      onSettled: (_data, error, which, _result, { client }) =>
        'all' in which ? undefined : unlessRefused(error, client.invalidateQueries({ queryKey: devicesQueries.all() })),
    }),
}
