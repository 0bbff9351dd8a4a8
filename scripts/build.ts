import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Largest sum of the bundle's JavaScript, in bytes: every job of every caller downloads it. */
const JAVASCRIPT_BUDGET = 2_600_000

const root = fileURLToPath(new URL('..', import.meta.url))
const check = process.argv.includes('--check')

const node = (...args: string[]): void => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) process.exit(status ?? 1)
}

const filesOf = (folder: string): Map<string, Buffer> => {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return new Map(
    paths
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path), readFileSync(path)]),
  )
}

/** Names of files that are not byte for byte the same on both sides. */
const differences = (a: Map<string, Buffer>, b: Map<string, Buffer>): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((name) => {
    const [left, right] = [a.get(name), b.get(name)]
    return !left || !right || !left.equals(right)
  })

const bundle = (out: string): void => {
  rmSync(join(root, 'build'), { recursive: true, force: true })
  node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
  const raw = join(root, 'build', 'bundle')
  const ncc = ['build', 'build/actions/index.js', '--out', raw, '--license', 'licenses.txt', '--quiet']
  node('node_modules/@vercel/ncc/dist/ncc/cli.js', ...ncc)
  rmSync(out, { recursive: true, force: true })
  cpSync(raw, out, { recursive: true })
  stripComments(raw, out)
}

/**
 * Takes comments away and indents by tabs: a quarter less to download for every job, and still code that a person
 * can read in a trace. Licences stand in licenses.txt.
 */
const stripComments = (raw: string, out: string): void => {
  const scripts = readdirSync(raw).filter((name) => name.endsWith('.js'))
  const options =
    '--allowJs --removeComments --noCheck --noResolve --ignoreConfig --target esnext --module esnext --moduleResolution bundler'
  const files = scripts.map((name) => join(raw, name))
  node('node_modules/typescript/bin/tsc', ...options.split(' '), '--rootDir', raw, '--outDir', out, ...files)
  const settings = join(root, 'scripts', 'bundle-format')
  node(
    'node_modules/@biomejs/biome/bin/biome',
    'format',
    '--write',
    '--config-path',
    settings,
    '--vcs-enabled=false',
    out,
  )
}

const reportSize = (files: Map<string, Buffer>): void => {
  const size = [...files]
    .filter(([name]) => name.endsWith('.js'))
    .reduce((sum, [, data]) => sum + data.length, 0)
  console.log(`bundle: ${(size / 1e6).toFixed(2)} MB of JavaScript (budget ${JAVASCRIPT_BUDGET / 1e6} MB)`)
  if (size <= JAVASCRIPT_BUDGET) return
  console.error('The bundle is larger than its budget.')
  process.exit(1)
}

const committed = join(root, 'dist')
if (check) {
  const fresh = mkdtempSync(join(tmpdir(), 'sluice-dist-'))
  bundle(fresh)
  const wrong = differences(filesOf(committed), filesOf(fresh))
  reportSize(filesOf(fresh))
  rmSync(fresh, { recursive: true, force: true })
  if (wrong.length > 0) {
    console.error(`dist/ is not what the source builds: ${wrong.join(', ')}. Run: npm run build`)
    process.exit(1)
  }
  console.log('dist/ is what the source builds')
} else {
  bundle(committed)
  reportSize(filesOf(committed))
}
