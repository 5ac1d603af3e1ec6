import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { pathOf } from '@/components/ui/qr-code'

/** The modules that a path covers, drawn again square by square. */
function modulesOf(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g))
    for (let step = 0; step < Number(length); step++) (rows[Number(y)] ?? [])[Number(x) + step] = true
  return rows
}

test.each(['http://192.168.1.20:3000/phone#AbCdEfGhIjKlMnOpQrStUv', 'https://ring.example.org/phone#______________________'])(
  'what is drawn of %s is the code, module by module',
  (text) => {
    const { size, data } = encode(text, { ecc: 'M', border: 3 })
    const path = pathOf(data)
    expect(path.replaceAll(/M\d+ \d+h\d+v1H\d+z/g, '')).toBe('')
    expect(modulesOf(path, size)).toEqual(data)
    expect(data[0]?.some(Boolean)).toBe(false)
  },
)
