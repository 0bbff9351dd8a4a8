import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { CHECKED, SECRETS } from '../../scripts/workflows.ts'
import { ROOT } from '../actions/metadata.ts'

const page = readFileSync(join(ROOT, 'docs', 'pipelines.md'), 'utf8')

const section = (title: string): string => {
  const start = page.indexOf(`\n## ${title}\n`)
  expect(start).toBeGreaterThan(-1)
  const end = page.indexOf('\n## ', start + 1)
  return page.slice(start, end === -1 ? undefined : end)
}

const LEVELS = ['none', 'read', 'write'] as const
const permissions = z.record(z.string(), z.enum(LEVELS))
const workflow = z.looseObject({ jobs: z.record(z.string(), z.looseObject({ permissions })) })

/** What a caller of a workflow has to grant: the most that any of its jobs asks for. */
const neededBy = (file: string): Record<string, string> => {
  const { jobs } = workflow.parse(parse(readFileSync(join(ROOT, '.github', 'workflows', file), 'utf8')))
  const most: Record<string, (typeof LEVELS)[number]> = {}
  for (const [scope, level] of Object.values(jobs).flatMap((job) => Object.entries(job.permissions)))
    if (LEVELS.indexOf(level) > LEVELS.indexOf(most[scope] ?? 'none')) most[scope] = level
  return most
}

const sources = ['src', 'actions', '.github/workflows']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|yml)$/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
  )
  .join('\n')
  // A message that is cut over two lines of code, and the values put into it.
  .replaceAll(/\\\n\s*/g, '')
  .replaceAll('\\`', '`')
  .replaceAll("\\'", "'")

describe('the page about pipelines', () => {
  test.each([
    ['production.yml'],
    ['beta.yml'],
    ['staging.yml'],
    ['tick.yml'],
    ['rollback.yml'],
    ['approve.yml'],
  ])('has the exact permissions for callers of %s', (file) => {
    const blocks = [...section('Permissions').matchAll(/^(?<names>`.*):\n\n```yaml\n(?<block>[\s\S]*?)```/gm)]
    const own = blocks.find(({ groups }) => groups?.names?.includes(`\`${file}\``))
    expect(parse(own?.groups?.block ?? '')).toEqual({ permissions: neededBy(file) })
    expect(parse(own?.groups?.block ?? '')).not.toHaveProperty('permissions.id-token')
    expect(neededBy(file.replace('.yml', '-oidc.yml'))).toEqual({ ...neededBy(file), 'id-token': 'write' })
  })

  test('names every secret that the workflows hand over', () => {
    for (const name of [...SECRETS, ...CHECKED]) expect(section('Plans and modes')).toContain(`\`${name}\``)
  })

  const messages = section('Troubleshooting')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| Message'))
    .map((line) => line.split(' | ')[0]?.slice(2) ?? '')
    .filter((message) => !message.includes('(by GitHub)') && !message.startsWith('a run waits'))

  test.each(messages)('explains a message that there is: %s', (message) => {
    const fragments = message
      .split(/\.\.\./)
      .map((each) => each.trim())
      .filter((each) => /[a-z]{3}/.test(each))
    expect(fragments).not.toEqual([])
    for (const fragment of fragments) expect(sources.includes(fragment), fragment).toBe(true)
  })
})
