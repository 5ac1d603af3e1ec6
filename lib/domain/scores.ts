import type { Baseline } from './baseline'

export const SCORES = ['sleep', 'readiness', 'activity'] as const
export type ScoreName = (typeof SCORES)[number]

/** Oura's four words for a score. */
export type ScoreWord = 'optimal' | 'good' | 'fair' | 'attention'

/** Oura's word for a score: from 85 optimal, from 70 good, from 60 fair, below that pay attention. */
export function scoreWord(score: number): ScoreWord {
  if (score >= 85) return 'optimal'
  if (score >= 70) return 'good'
  return score >= 60 ? 'fair' : 'attention'
}

/** Points above (below: negative) the usual, in whole points; null where either is unknown. */
export function scoreDelta(score: number | null, usual: Baseline | null): number | null {
  return score === null || usual === null ? null : score - Math.round(usual.median)
}
