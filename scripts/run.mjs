// The one door of `npm run demo`, `npm test`, `npm run check` and `npm run build`. Plain JavaScript for Node 20:
// it installs what is missing, finds a Node 24, and goes on there.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [command = 'help', ...rest] = process.argv.slice(2)
process.chdir(root)

/** @param {string} program @param {string[]} args */
const run = (program, args) => {
  const { status, error, signal } = spawnSync(program, args, { stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) process.exit(status ?? (signal ? 130 : 1))
}

/** @param {string} folder */
const installed = (folder) => {
  const mark = join(folder, 'node_modules', '.package-lock.json')
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs
}

/** @param {string} folder */
const install = (folder) => {
  if (installed(folder)) return
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  run(npm, ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'])
}

const node24 = () => {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const { platform, arch } = process
  const names = [`node-${platform}-${arch}`, `node-bin-${platform}-${arch}`]
  const found = names.map((name) => join(root, 'node_modules', name, 'bin', 'node')).find(existsSync)
  if (found) return found
  console.error(
    `Sluice needs Node 24. This is Node ${process.versions.node}, and npm has none for ${platform}-${arch}.`,
  )
  process.exit(1)
}

install(root)
const node = node24()
const script = (name, ...args) =>
  run(node, ['--disable-warning=ExperimentalWarning', join(root, name), ...args])
const vitest = join('node_modules', 'vitest', 'vitest.mjs')
const biome = join('node_modules', '@biomejs', 'biome', 'bin', 'biome')

/** @type {Record<string, () => void>} */
const commands = {
  demo: () => script('demo/main.ts', ...rest),
  // Paths are meant from where the person stands.
  local: () => {
    process.chdir(process.env.INIT_CWD ?? process.cwd())
    script('src/platforms/local/host/main.ts', ...rest)
  },
  build: () => script('scripts/build.ts', ...rest),
  format: () => script(biome, 'check', '--write', '.'),
  check: () => {
    script(biome, 'ci', '.')
    script(join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json')
    script('scripts/schema.ts', '--check')
    script('scripts/readme.ts', '--check')
    script('scripts/build.ts', '--check')
  },
  test: () => {
    install(join(root, 'test', 'oracles'))
    if (rest.length === 0) commands.check()
    script(vitest, 'run', ...rest)
  },
}

const chosen = commands[command]
if (!chosen) {
  console.error(`Unknown command "${command}". One of: ${Object.keys(commands).join(', ')}.`)
  process.exit(2)
}
chosen()
