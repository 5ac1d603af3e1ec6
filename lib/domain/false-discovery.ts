/**
 * Which of many p values stand when at most the share `q` of those that stand may be there by chance: Benjamini & Hochberg (1995).
 * One answer for each, in their order.
 */
export function falseDiscovery(chances: readonly number[], q: number): boolean[] {
  const sorted = [...chances].sort((a, b) => a - b)
  const limit = sorted.findLast((chance, index) => chance <= ((index + 1) / sorted.length) * q) ?? -1
  return chances.map((chance) => chance <= limit)
}
