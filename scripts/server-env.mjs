// How the process of a server is started, by serve.mjs, the page tests and the bench alike.
const guard = new URL('guarded.mjs', import.meta.url)

/**
 * The environment of a process that is to run Next, from what was `given`: behind the guard, and bounded in memory. Under 200 readers at once
 * the process takes 649 MB at its most as it is, 537 MB when young objects get 8 MB instead of 16 and more, and 490 MB when glibc keeps two
 * arenas instead of eight a core as well; a minute later 286, 298 and 240.
 */
export const serverEnv = (given) => ({
  MALLOC_ARENA_MAX: '2',
  NEXT_TELEMETRY_DISABLED: '1',
  ...given,
  // By NODE_OPTIONS, since `next dev` serves from a process of its own.
  NODE_OPTIONS: `--max-semi-space-size=8 ${given.NODE_OPTIONS ?? ''} --import ${guard}`,
})
