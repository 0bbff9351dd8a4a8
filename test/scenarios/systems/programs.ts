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

/** What starts each stand-in. */
const STARTERS = {
  rclone: `/bin/sh '${join(FAKES, 'rclone.sh')}'`,
  flutter: `/bin/sh '${join(FAKES, 'flutter.sh')}'`,
  terraform: `'${process.execPath}' '${join(FAKES, 'terraform.mjs')}'`,
}

/** Whether a program is on this machine. */
export const isInstalled = (name: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))

/** Sets stand-ins up, besides the Node.js of this process. `without`: programs of the machine itself. */
export const openPrograms = (without: readonly (keyof typeof STARTERS)[] = []): Programs => {
  const home = mkdtempSync(join(tmpdir(), 'sluice-programs-'))
  const folder = join(home, 'bin')
  mkdirSync(folder)
  symlinkSync(process.execPath, join(folder, 'node'))
  const variables = `BUCKETS='${join(home, 'buckets')}' STATES='${join(home, 'states')}'`
  for (const [name, starter] of Object.entries(STARTERS)) {
    if ((without as readonly string[]).includes(name)) continue
    writeFileSync(join(folder, name), `#!/bin/sh\nexport ${variables}\nexec ${starter} "$@"\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return { folder, kept: home, close: () => rmSync(home, { recursive: true, force: true }) }
}
