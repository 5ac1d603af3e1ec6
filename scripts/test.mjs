// Runs every test (vitest, then Playwright), and closes with one line of counts over both.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'ringside-test-'))
const total = { passed: 0, failed: 0, skipped: 0 }
const count = (passed, failed, skipped) => {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

// Hundreds of processes load the same modules, and some need the same years of the demo ring: what one has made, the next does not make again.
const cache = { NODE_COMPILE_CACHE: join(folder, 'compiled'), RINGSIDE_DEMO_SHELF: folder }

const run = (command, args, env, read) => {
  const { status } = spawnSync(process.execPath, [command, ...args], { stdio: 'inherit', env: { ...process.env, ...cache, ...env } })
  let failed = 0
  try {
    failed = read()
  } catch {
    // The runner died before it could count: that is a failure of its own.
    count(0, 1, 0)
    return
  }
  if (status !== 0 && failed === 0) count(0, 1, 0)
}

const unit = join(folder, 'unit.json')
run('node_modules/vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`], {}, () => {
  const report = JSON.parse(readFileSync(unit, 'utf8'))
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  count(report.numPassedTests, report.numFailedTests + brokenFiles, report.numPendingTests + report.numTodoTests)
  return report.numFailedTests + brokenFiles
})

const pages = join(folder, 'pages.json')
run('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: pages }, () => {
  const { stats, errors } = JSON.parse(readFileSync(pages, 'utf8'))
  count(stats.expected + stats.flaky, stats.unexpected + errors.length, stats.skipped)
  return stats.unexpected + errors.length
})

rmSync(folder, { recursive: true, force: true })
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
