import { firstLoadScripts } from '../setup/first-load'
import type { RunningApp } from './app'
import { interactions } from './interactions'
import { lighthouseBeside } from './lighthouse'
import { type Row, ratio } from './report'

const ROUNDS = 3
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

/** Every page as a first visitor opens it, beside an empty page of the same app in the same run; then a finger on the Day page. */
export async function timePages({ url }: RunningApp): Promise<Row[]> {
  const size = (path: string) => firstLoadScripts((asked) => fetch(url + asked), path)
  const emptySize = await size('/empty')
  const pages = [
    { name: 'Day', path: '/', least: '≥ 98' },
    { name: 'Night', path: '/night', least: '≥ 95' },
  ]
  const rows: Row[] = []
  for (const { name, path, least } of pages) {
    const bytes = await size(path)
    const { page, empty } = await lighthouseBeside(url, path)
    const beside = (what: string, of: (value: number) => string, key: keyof typeof page, budget: string): Row => ({
      what: `${name}: ${what}`,
      ours: of(page[key]),
      yardstick: `empty page ${of(empty[key])}`,
      ratio: empty[key] > 0 ? ratio(page[key], empty[key]) : '–',
      budget,
    })
    rows.push(
      {
        what: `${name}: first-load JS, gzip`,
        ours: kB(bytes),
        yardstick: `empty page ${kB(emptySize)}`,
        ratio: ratio(bytes, emptySize),
        budget: '≤ 165 kB',
      },
      beside('Lighthouse mobile, performance', String, 'performance', least),
      beside('first contentful paint', ms, 'fcp', '≤ 900 ms'),
      beside('largest contentful paint', ms, 'lcp', '≤ 1.15×'),
      beside('total blocking time', ms, 'tbt', '≤ 150 ms'),
      beside('cumulative layout shift', (value) => value.toFixed(3), 'cls', '0'),
    )
  }
  const finger = await interactions(url, ROUNDS)
  const at4 = (what: string, value: number, budget: string): Row => ({
    what: `Day, 4× throttle: ${what}`,
    ours: ms(value),
    yardstick: '–',
    ratio: '–',
    budget,
  })
  return [
    ...rows,
    at4('every part alive', finger.alive, '–'),
    at4('longest task of the start', finger.bootTask, '≤ 200 ms'),
    at4('first touch answered', finger.touch, '≤ 100 ms'),
    at4('recharts in the touched lane', finger.takeover, '–'),
    at4('longest task of the takeover', finger.longestTask, '≤ 200 ms'),
    at4('scrub frame, p95', finger.frame, '≤ 32 ms'),
    at4('day change painted', finger.dayChange, '≤ 100 ms'),
    at4('day change below the fold', finger.dayBelow, '–'),
  ]
}
