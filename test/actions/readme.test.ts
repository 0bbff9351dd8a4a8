import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { fileOf, ROOT, readMetadata, VERBS } from './metadata.ts'

const job = z.strictObject({
  'runs-on': z.string(),
  environment: z.strictObject({ name: z.string(), deployment: z.literal(false) }),
  permissions: z.record(z.string(), z.enum(['read', 'write'])),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.literal(false) }).optional(),
  steps: z.array(
    z.strictObject({
      uses: z.string(),
      with: z.record(z.string(), z.string()).optional(),
      env: z.record(z.string(), z.string()).optional(),
    }),
  ),
})

const exampleIn = (page: string): z.output<typeof job> => {
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
  const [only] = Object.values(z.record(z.string(), job).parse(parse(yaml)))
  if (!only) throw new Error('no example')
  return only
}

const sectionOf = (page: string, heading: string): string =>
  page.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? ''

/** First cells of the rows of a table. */
const cellsOf = (section: string): string[] =>
  [...section.matchAll(/^\| (.*?) \|/gm)].map(([, cell = '']) => cell).slice(1)

const sourceTexts = ['src', 'actions'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').replaceAll('\\`', '`')),
)

/** The parts of a message that stand in the code as they are: without what is put in. */
const fixedParts = (message: string): string[] =>
  message
    .split(/\.\.\.|`[^`]*`|"[^"]*"/)
    .map((part) => part.trim())
    .filter((part) => part.length >= 8)

describe.each(VERBS)('the page of %s', (verb) => {
  const page = fileOf(verb, 'README.md')

  test('has the parts that readers look for, and is short', () => {
    const headings = [...page.matchAll(/^##? (.*)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual([
      verb,
      'When it says no',
      'Permissions',
      'Example',
      'Inputs',
      'Outputs',
      'What it changes',
      'Troubleshooting',
    ])
    expect(page.length).toBeLessThan(9000)
    expect(page).toContain(`uses: $/actions/${verb}`)
    expect(page).toMatch(/^It never /m)
  })

  test('shows an example that gives what is required and nothing that does not exist', () => {
    const { steps } = exampleIn(page)
    const step = steps.find(({ uses }) => uses === `owner/sluice/actions/${verb}@<sha>`)
    const { inputs } = readMetadata(verb)
    const required = Object.entries(inputs).filter(([, input]) => input.required)
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})))
    expect(Object.keys(step?.with ?? {})).toEqual(expect.arrayContaining(required.map(([name]) => name)))
  })

  test('gives a reason for each permission of the example, and lists no other', () => {
    const { permissions } = exampleIn(page)
    expect(cellsOf(sectionOf(page, 'Permissions'))).toEqual(
      Object.entries(permissions).map(([name, access]) => `\`${name}: ${access}\``),
    )
  })

  test('quotes only messages that the code can print', () => {
    const messages = cellsOf(sectionOf(page, 'Troubleshooting'))
    expect(messages.length).toBeGreaterThan(3)
    const parts = messages.flatMap(fixedParts)
    expect(parts.filter((part) => !sourceTexts.some((text) => text.includes(part)))).toEqual([])
  })
})
