import { describe, expect, test } from 'vitest'
import { actionlint, everyDefinition, everyWorkflow, runsLinters, zizmor } from './linters.ts'

const workflows = everyWorkflow()
const path = '.github/workflows/production.yml'

/** One of our workflows with a mistake in it. */
const broken = (from: string, to: string): Map<string, string> => {
  const before = workflows.get(path) ?? ''
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  return new Map([[path, after]])
}

describe.runIf(runsLinters())('linters that others wrote', () => {
  test('actionlint finds nothing in any workflow or caller', async () => {
    expect(workflows.size).toBeGreaterThan(16)
    expect(await actionlint(workflows)).toEqual([])
  })

  test('zizmor, as a pedant, finds nothing in any workflow, caller or action', async () => {
    expect(await zizmor(new Map([...workflows, ...everyDefinition()]))).toEqual([])
  })

  test.each([
    ['an output that no step has', 'steps.propose.outputs.next', 'steps.proposed.outputs.next'],
    ['a need that is not declared', 'needs: propose\n', ''],
    [
      'a condition that is always true',
      "if: ${{ needs.propose.outputs.database == 'true' }}",
      'if: ${{ needs.propose.outputs.database }} == true',
    ],
  ])('actionlint sees %s', async (_what, from, to) => {
    expect(await actionlint(broken(from, to))).not.toEqual([])
  })

  test('actionlint knows the inputs of the workflows that a caller calls', async () => {
    const caller = 'examples/callers/deploy.yml'
    const text = (workflows.get(caller) ?? '').replace('approval: environment', 'aproval: environment')
    expect((await actionlint(new Map([[caller, text]]))).join('\n')).toContain('aproval')
  })

  test.each([
    [
      'text from outside in a script',
      "echo 'Somebody",
      "echo '${{ github.event.head_commit.message }} Somebody",
      'template-injection',
    ],
    [
      'an action by a name that can move',
      '@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
      '@v7',
      'unpinned-uses',
    ],
    [
      'more rights than a job needs',
      '\npermissions: {}\n',
      '\npermissions: write-all\n',
      'excessive-permissions',
    ],
  ])('zizmor sees %s', async (_what, from, to, rule) => {
    expect((await zizmor(broken(from, to))).join('\n')).toContain(rule)
  })
})
