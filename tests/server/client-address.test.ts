import { expect, test } from 'vitest'
import { clientAddress } from '@/lib/server/client-address'

const of = (forwarded: string) => clientAddress(new Headers({ 'x-forwarded-for': forwarded }))

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['6.6.6.6, 192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['junk', 'unknown'],
  ['', 'unknown'],
])('%s counts as %s', (forwarded, address) => {
  expect(of(forwarded)).toBe(address)
})

test('everybody in one /64 counts as one', () => {
  expect(of('2001:db8:1:2::1')).toBe(of('2001:db8:1:2:ffff:ffff:ffff:ffff'))
  expect(of('2001:db8:1:2::1')).not.toBe(of('2001:db8:1:3::1'))
})
