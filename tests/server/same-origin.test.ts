import { expect, test } from 'vitest'
import { isSameOrigin } from '@/lib/server/same-origin'

const APP = 'https://ring.example.org'
const said = (headers: Record<string, string>, appUrl?: string) => isSameOrigin(new Headers(headers), appUrl)

test.each([
  [{ 'sec-fetch-site': 'same-origin' }, undefined],
  [{ 'sec-fetch-site': 'same-origin', host: 'anything.example' }, APP],
  [{ origin: APP, host: 'inner:3000' }, APP],
  [{ origin: 'http://localhost:3000', host: 'localhost:3000' }, undefined],
  [{ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, APP],
  [{ origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000' }, undefined],
  [{ origin: 'http://[fd00::5]:3000', host: '[fd00::5]:3000' }, undefined],
])('%o with APP_URL %s is from here', (headers, appUrl) => {
  expect(said(headers, appUrl)).toBe(true)
})

test.each([
  [{}, APP],
  [{ host: 'localhost:3000' }, undefined],
  [{ 'sec-fetch-site': 'same-site', origin: APP }, APP],
  [{ 'sec-fetch-site': 'cross-site', origin: APP }, APP],
  [{ 'sec-fetch-site': 'none' }, undefined],
  [{ origin: 'null', host: 'null' }, undefined],
  [{ origin: 'https://evil.example', host: 'localhost:3000' }, APP],
  [{ origin: 'http://rebound.example:3000', host: 'rebound.example:3000' }, undefined],
  [{ origin: 'http://localhost:3001', host: 'localhost:3000' }, undefined],
  [{ origin: 'http://localhost.evil.example', host: 'localhost.evil.example' }, undefined],
  [{ origin: `${APP}.evil.example`, host: 'x' }, APP],
  [{ origin: 'http://ring.example.org', host: 'x' }, APP],
  [{ origin: 'file://', host: '' }, undefined],
])('%o with APP_URL %s is not', (headers, appUrl) => {
  expect(said(headers, appUrl)).toBe(false)
})
