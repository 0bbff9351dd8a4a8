import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vite'

/** Largest sum of the bundle's JavaScript, in bytes: every job of every caller downloads it. */
const JAVASCRIPT_BUDGET = 3_200_000

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
  bringSqlParser(raw)
  dropSpareParsers(raw)
  rmSync(out, { recursive: true, force: true })
  cpSync(raw, out, { recursive: true })
  stripComments(raw, out)
}

/**
 * The SQL parser's WebAssembly stays a file of its own, read only when something is migrated. Its loader looks for it in
 * `__dirname`, which a module does not have; ncc leaves both to us.
 */
const bringSqlParser = (raw: string): void => {
  const name = 'libpg-query.wasm'
  const looks = 'scriptDirectory=__dirname+'
  const found = readdirSync(raw).filter(
    (file) => file.endsWith('.js') && readFileSync(join(raw, file), 'utf8').includes(looks),
  )
  const [chunk] = found
  if (chunk === undefined || found.length > 1) {
    console.error(`The loader of ${name} is not where it was: ${found.join(', ') || 'nowhere'}.`)
    process.exit(1)
  }
  const text = readFileSync(join(raw, chunk), 'utf8')
  writeFileSync(join(raw, chunk), text.replace(looks, 'scriptDirectory=import.meta.dirname+'))
  cpSync(join(root, 'node_modules', 'libpg-query', 'wasm', name), join(raw, name))
}

/**
 * undici carries its parser of HTTP four times: llhttp with and without SIMD, and an experimental one, which nobody but
 * UNDICI_USE_MILO asks for, in the same two forms. llhttp without SIMD runs on every processor and stays; the others lose
 * their WebAssembly, 240 kB, and could not start if they were asked.
 */
const dropSpareParsers = (raw: string): void => {
  const texts = [...filesOf(raw)]
    .filter(([name]) => name.endsWith('.js'))
    .map(([name, data]) => [name, String(data)] as const)
  let dropped = 0
  const drop = (text: string, form: RegExp, lean: string): string =>
    text.replace(form, () => {
      dropped += 1
      return lean
    })
  for (const [name, text] of texts) {
    const simd = text.match(/try {\s*mod = new WebAssembly\.Module\(__webpack_require__\((\d+)\)\)/)?.[1]
    const experimental =
      /const wasmModule = new WebAssembly\.Module\(\s*Buffer\.from\(\s*'[^']+',\s*'base64'\s*\)\s*\)/g
    const llhttp = new RegExp(`(?<=/\\*{3}/ ${simd ?? 'none'}:\\s[^']{0,300}const wasmBase64 = )'[^']+'`)
    const lean = drop(drop(text, experimental, 'const wasmModule = undefined'), llhttp, "''")
    if (lean !== text) writeFileSync(join(raw, name), lean)
  }
  if (dropped === 3) return
  console.error(`undici's spare parsers are not where they were: ${dropped} of 3 found.`)
  process.exit(1)
}

/**
 * Takes comments and indentation away: a third less to download for every job, and still one statement a line in a
 * trace. Formatting the file anew gives indentation back. Licences stand in licenses.txt.
 */
const stripComments = (raw: string, out: string): void => {
  const scripts = readdirSync(raw).filter((name) => name.endsWith('.js'))
  const options =
    '--allowJs --removeComments --noCheck --noResolve --ignoreConfig --target esnext --module esnext --moduleResolution bundler'
  const files = scripts.map((name) => join(raw, name))
  node('node_modules/typescript/bin/tsc', ...options.split(' '), '--rootDir', raw, '--outDir', out, ...files)
  format(out)
  const indented = filesOf(out)
  for (const name of scripts)
    writeFileSync(join(out, name), withoutIndentation(readFileSync(join(out, name), 'utf8')))
  proveHarmless(out, indented)
}

const format = (folder: string): void => {
  const settings = join(root, 'scripts', 'bundle-format')
  node(
    'node_modules/@biomejs/biome/bin/biome',
    'format',
    '--write',
    '--config-path',
    settings,
    '--vcs-enabled=false',
    folder,
  )
}

/** Tabs at the start of each line go, except where the line begins inside a template literal. */
const withoutIndentation = (code: string): string => {
  const literals = templateSpans(parseAst(code)).sort(([a], [b]) => a - b)
  let position = 0
  let next = 0
  const lines = code.split('\n').map((line) => {
    while ((literals[next]?.[1] ?? Number.POSITIVE_INFINITY) < position) next += 1
    const inside = (literals[next]?.[0] ?? Number.POSITIVE_INFINITY) < position
    position += line.length + 1
    return inside ? line : line.replace(/^\t+/, '')
  })
  return lines.join('\n')
}

const templateSpans = (node: unknown): [number, number][] => {
  if (typeof node !== 'object' || node === null) return []
  const own = node as { type?: string; start?: number; end?: number }
  if (own.type === 'TemplateElement') return [[own.start ?? 0, own.end ?? 0]]
  return Object.values(node).flatMap(templateSpans)
}

/** Formatted again, the files must be what they were: only the layout may have changed. */
const proveHarmless = (out: string, indented: Map<string, Buffer>): void => {
  const copy = mkdtempSync(join(tmpdir(), 'sluice-indented-'))
  cpSync(out, copy, { recursive: true })
  format(copy)
  const changed = differences(indented, filesOf(copy))
  rmSync(copy, { recursive: true, force: true })
  if (changed.length === 0) return
  console.error(`Taking indentation away changed more than the layout of ${changed.join(', ')}.`)
  process.exit(1)
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
