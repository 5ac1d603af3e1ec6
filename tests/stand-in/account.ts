import { emptyStore, type OverlayStore, overlayStore } from './document-store'

export const ALL_SCOPES = [
  'email',
  'personal',
  'daily',
  'heartrate',
  'workout',
  'tag',
  'session',
  'spo2',
  'ring_configuration',
  'stress',
  'heart_health',
] as const
export type Scope = (typeof ALL_SCOPES)[number]

/** One person at Oura. A test changes it as it goes: takes a scope or a token away, lets the membership lapse. */
export type Account = { name: string; tokens: Set<string>; scopes: Set<Scope>; lapsed: boolean; store: OverlayStore }

export type AccountOptions = { name: string; tokens: string[]; scopes?: readonly Scope[]; lapsed?: boolean; store?: OverlayStore }

export function account({ name, tokens, scopes = ALL_SCOPES, lapsed = false, store = overlayStore(emptyStore) }: AccountOptions): Account {
  return { name, tokens: new Set(tokens), scopes: new Set(scopes), lapsed, store }
}
