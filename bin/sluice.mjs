#!/usr/bin/env node
// The command line from the bundle: works in a fresh clone without installing anything, and by
// `npx github:OWNER/sluice`. Plain JavaScript for Node 20, which looks for a Node 24 and goes on there.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const words = process.argv.slice(2)

/** A Node 24 that npm brought beside us, wherever npm put it. */
const besides = () => {
  const { platform, arch } = process
  const find = createRequire(join(root, 'package.json'))
  for (const name of [`node-${platform}-${arch}`, `node-bin-${platform}-${arch}`]) {
    try {
      const program = join(dirname(find.resolve(`${name}/package.json`)), 'bin', 'node')
      if (existsSync(program)) return program
    } catch {
      // Not installed.
    }
  }
  return null
}

if (Number(process.versions.node.split('.')[0]) >= 24) {
  const { cli } = await import('../dist/index.js')
  await (await cli())(words)
} else {
  const node = besides()
  if (node === null) {
    console.error(
      `Sluice needs Node 24; this is Node ${process.versions.node}. In a clone, "npm ci" brings one.`,
    )
    process.exit(2)
  }
  const { status } = spawnSync(node, [fileURLToPath(import.meta.url), ...words], { stdio: 'inherit' })
  process.exit(status ?? 1)
}
