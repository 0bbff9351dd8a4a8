import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** One number that Prometheus is to remember. */
export interface Sample {
  name: string
  labels: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  at: number
  value: number
}

/** A Prometheus of a test's own. */
export interface PrometheusServer {
  /** Address in front of `/api/v1`. */
  url: string
  /** Stops the server and removes its files. */
  stop(): Promise<void>
}

/**
 * Starts a real Prometheus on a free port of the loopback interface, with this past and no targets. Fails with the way
 * to install it where there is none. It ends with this process at the latest.
 */
export const startPrometheus = async (samples: readonly Sample[]): Promise<PrometheusServer> => {
  const [program, tool] = await Promise.all([findProgram('prometheus'), findProgram('promtool')])
  const folder = await mkdtemp(join(tmpdir(), 'sluice-prometheus-'))
  const data = join(folder, 'data')
  const config = join(folder, 'prometheus.yml')
  await mkdir(data)
  await writeFile(config, '{}')
  await remember(tool, samples, { folder, data })
  const server = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=100y',
      '--web.listen-address=127.0.0.1:0',
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const kill = (): void => void server.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()))
  const stop = async (): Promise<void> => {
    process.off('exit', kill)
    server.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { url: await ready(server.stderr, ended), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * Whether the tests of the real Prometheus run here. No package registry that comes with Node has one, so a machine
 * without it runs the rest and says so; where CI is set a missing one is a failure.
 */
export const runsPrometheus = async (): Promise<boolean> => {
  if ((process.env.CI ?? '') !== '') return true
  const missing = await Promise.all([findProgram('prometheus'), findProgram('promtool')]).then(
    () => null,
    (error: Error) => error.message,
  )
  if (missing !== null) console.warn(`${missing} Until then its tests do not run on this machine.`)
  return missing === null
}

const findProgram = async (name: string): Promise<string> => {
  const named = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const folder of ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', ...named]) {
    const path = join(folder, name)
    if ((await stat(path).catch(() => null))?.isFile()) return path
  }
  throw new Error(
    `This needs a real Prometheus, and ${name} is missing. Install it: ` +
      'apt-get install --no-install-recommends prometheus, or brew install prometheus.',
  )
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const numberText = (value: number): string =>
  Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? '+Inf' : '-Inf'

const line = ({ name, labels, at, value }: Sample): string => {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
  return `${name}{${pairs.join(',')}} ${numberText(value)} ${(at / 1000).toFixed(3)}`
}

/** Writes the past as blocks, which is exact and quick. */
const remember = async (
  tool: string,
  samples: readonly Sample[],
  { folder, data }: { folder: string; data: string },
): Promise<void> => {
  if (samples.length === 0) return
  const file = join(folder, 'past.om')
  await writeFile(file, `${samples.map(line).join('\n')}\n# EOF\n`)
  await promisify(execFile)(tool, ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data])
}

/** The address it says it listens on, once it says that it is ready. */
const ready = async (log: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    log.setEncoding('utf8')
    log.on('data', (chunk: string) => {
      text += chunk
      const address = /msg="?Listening on"? .*?address="?(127\.0\.0\.1:\d+)/.exec(text)?.[1]
      if (address !== undefined && text.includes('Server is ready')) resolve(`http://${address}`)
    })
    void ended.then(() => reject(new Error(`Prometheus did not start:\n${text.slice(-2000)}`)))
  })
