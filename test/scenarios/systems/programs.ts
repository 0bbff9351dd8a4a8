import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Programs of a team's own machines, in a folder for the PATH. */
export interface Programs {
  folder: string
  /** What the programs keep: `buckets` of rclone, `states` of Terraform. */
  kept: string
  close(): void
}

const FAKES = fileURLToPath(new URL('../../fakes/programs', import.meta.url))

const NAMES = ['rclone', 'flutter', 'terraform'] as const

/** Whether a program is on this machine. */
export const isInstalled = (name: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))

/** Sets stand-ins up, besides the Node.js of this process. `without`: programs of the machine itself. */
export const openPrograms = (without: readonly (typeof NAMES)[number][] = []): Programs => {
  const home = mkdtempSync(join(tmpdir(), 'sluice-programs-'))
  const folder = join(home, 'bin')
  mkdirSync(folder)
  symlinkSync(process.execPath, join(folder, 'node'))
  const variables = `BUCKETS='${join(home, 'buckets')}' STATES='${join(home, 'states')}'`
  for (const name of NAMES.filter((each) => !without.includes(each))) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${variables}\n. '${join(FAKES, `${name}.sh`)}'\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return { folder, kept: home, close: () => rmSync(home, { recursive: true, force: true }) }
}
