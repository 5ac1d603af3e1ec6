'use client'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Settings } from '@/lib/domain/settings'
import { type Format, formatFor } from '@/lib/format'

type Change = (some: Partial<Settings>) => void
type Reading = { settings: Settings; format: Format; change: Change }

const ReadingContext = createContext<Reading | null>(null)

type Props = { settings: Settings; onChange: Change; children: ReactNode }

/** Gives every component below the reader's settings, the formatters that follow them, and a way to change them. */
export function SettingsProvider({ settings, onChange, children }: Props) {
  const reading = useMemo(() => ({ settings, format: formatFor(settings), change: onChange }), [settings, onChange])
  return <ReadingContext value={reading}>{children}</ReadingContext>
}

function useReading(): Reading {
  const reading = useContext(ReadingContext)
  if (!reading) throw new Error('SettingsProvider is missing above this component')
  return reading
}

export function useSettings(): Settings {
  return useReading().settings
}

/** The functions of lib/format with the reader's settings already given. */
export function useFormat(): Format {
  return useReading().format
}

/** Changes some settings on this device, at once. */
export function useChangeSettings(): Change {
  return useReading().change
}
