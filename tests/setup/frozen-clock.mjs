// Stops a server's clock for pictures and page tests: NODE_OPTIONS="--import …/tests/setup/frozen-clock.mjs" FROZEN_NOW=2026-11-23T13:18:00Z
// Timers go on; only what Date says stands still.
const at = Date.parse(process.env.FROZEN_NOW ?? '')
if (Number.isNaN(at)) throw new Error('FROZEN_NOW must be an ISO 8601 moment')
const Real = Date
globalThis.Date = new Proxy(Real, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [at] : args, newTarget),
  apply: () => new Real(at).toString(),
  get: (target, key) => (key === 'now' ? () => at : Reflect.get(target, key)),
})
