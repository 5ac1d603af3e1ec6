'use client'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Settings } from '@/lib/domain/settings'
import { type Format, formatFor } from '@/lib/format'

type Reading = { settings: Settings; format: Format }

const ReadingContext = createContext<Reading | null>(null)

/** Gives every component below the reader's settings, and the formatters that follow them. */
export function SettingsProvider({ settings, children }: { settings: Settings; children: ReactNode }) {
  const reading = useMemo(() => ({ settings, format: formatFor(settings) }), [settings])
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
