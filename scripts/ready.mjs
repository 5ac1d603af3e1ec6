// Makes a fresh clone ready, and does nothing where it already is. Runs before npm has installed anything: node: modules only.
//   node scripts/ready.mjs install   packages
//   node scripts/ready.mjs start     packages, production build
//   node scripts/ready.mjs test      packages, production build, Chromium, Postgres
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { placeToListen } from './listening.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const bin = join(root, 'node_modules', '.bin')
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` }

const fail = (sentence) => {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

const run = (command, args, whatFailed) => {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env, shell: process.platform === 'win32' })
  if (error || status !== 0) fail(whatFailed)
}

const filesBelow = (path) => {
  if (!existsSync(path)) return []
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

const hashOf = (paths) => {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesBelow).sort()) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

const stamped = (stamp, value) => existsSync(stamp) && readFileSync(stamp, 'utf8') === value
const writeStamp = (stamp, value) => {
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, value)
}

function installed() {
  const stamp = join('node_modules', '.ready')
  const wanted = hashOf(['package.json', 'package-lock.json'])
  if (stamped(stamp, wanted)) return
  console.log('Installing packages …')
  // No package here needs an install script; better-sqlite3 ships its binary inside the package.
  run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], 'The packages could not be installed: npm ci failed, see its words above.')
  writeStamp(stamp, wanted)
}

function rightNode() {
  const { stdout } = spawnSync('node', ['--version'], { env, encoding: 'utf8', shell: process.platform === 'win32' })
  const [major = 0, minor = 0] = (stdout ?? '').replace('v', '').split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 12)) return
  fail(`Ringside needs Node 22.12 or newer and found ${(stdout ?? 'none').trim()}. Install Node 24 from nodejs.org, then try again.`)
}

function built() {
  const stamp = join('.next', 'ready')
  const sources = ['app', 'components', 'lib', 'public', 'package-lock.json', 'next.config.js', 'tsconfig.json', 'tailwind.config.ts']
  const wanted = hashOf([...sources, 'postcss.config.mjs', 'proxy.ts', 'instrumentation.ts'])
  if (stamped(stamp, wanted) && existsSync(join('.next', 'BUILD_ID'))) return
  console.log('Building …')
  run('node', [join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], 'The production build failed, see its words above.')
  writeStamp(stamp, wanted)
}

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))
const postgresVersions = '/usr/lib/postgresql'
const debian = [
  { package: 'chromium', missing: () => !process.env.CHROMIUM_PATH && !onPath('chromium'), why: 'the pages are tested in a real browser' },
  {
    package: 'postgresql',
    missing: () =>
      !onPath('initdb') &&
      !(
        existsSync(postgresVersions) &&
        readdirSync(postgresVersions).some((version) => existsSync(join(postgresVersions, version, 'bin/initdb')))
      ),
    why: 'both databases are tested for real',
  },
  { package: 'fonts-inter-variable', missing: () => !existsSync('/usr/share/fonts/truetype/inter-vf'), why: 'pictures are compared' },
  { package: 'fonts-noto-cjk', missing: () => !existsSync('/usr/share/fonts/opentype/noto'), why: 'Japanese pages are looked at' },
]

function testable() {
  const missing = debian.filter((entry) => entry.missing())
  if (missing.length === 0) return
  const names = missing.map((entry) => entry.package)
  if (process.platform !== 'linux' || !onPath('apt-get') || process.getuid?.() !== 0)
    fail(
      `Please install ${missing.map((entry) => `${entry.package} (${entry.why})`).join(', ')}; as root on Debian npm test does it itself.`,
    )
  console.log(`Installing ${names.join(', ')} …`)
  env.DEBIAN_FRONTEND = 'noninteractive'
  run('apt-get', ['update', '-qq'], 'apt-get update failed, see its words above.')
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], `apt-get could not install ${names.join(', ')}.`)
}

const goal = process.argv[2] ?? 'start'
// An older Node cannot read .env; it is here only until ours is, when nothing runs from here yet.
if (goal === 'start' && process.loadEnvFile) await placeToListen()
installed()
rightNode()
if (goal !== 'install') built()
if (goal === 'test') testable()
