import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { at, jobOf, openStage } from './stage.ts'

const root = join(import.meta.dirname, '..', '..')
const CONFIG = readFileSync(join(root, 'demo', 'shop', '.github', 'sluice.yml'), 'utf8')
const CHECKOUT = `actions/checkout@${'c'.repeat(40)}`
const KEY = 'postgres://shop:very-secret@db.example.com/shop'

const CALLED = `
on: { workflow_call: { secrets: { DATABASE_URL: {} } } }
jobs:
  check:
    runs-on: ubuntu-slim
    permissions: { contents: read }
    environment: { name: production, deployment: false }
    outputs: { decision: "\${{ steps.check.outputs.decision }}" }
    steps:
      - uses: ${CHECKOUT}
      - id: check
        uses: sluice/sluice/actions/secret-check@v1
        with: { environment: production }
        env: { DATABASE_URL: "\${{ secrets.DATABASE_URL }}" }
`

const play = async (passing: string) => {
  const stage = await openStage({
    repositories: { 'sluice/sluice': root, 'sluice/workflows': { [at('check')]: CALLED } },
    secrets: { environments: { production: { DATABASE_URL: KEY } } },
  })
  const here = passing === 'here'
  const run = await stage.play({
    '.github/sluice.yml': CONFIG,
    [at('check')]: CALLED,
    [at('a')]: `on: push
permissions: { contents: read }
jobs:
  go:
    uses: ${here ? './.github/workflows/check.yml' : 'sluice/workflows/.github/workflows/check.yml@v1'}
    secrets: inherit`,
  })
  return jobOf(run, 'go / check')
}

describe('the committed bundle under the runner', () => {
  test('finds its secret where the workflow is of the same repository, and does not print it', async () => {
    const { result, outputs, steps } = await play('here')
    expect([result, outputs.decision]).toEqual(['success', 'pass'])
    expect(JSON.stringify(steps)).not.toContain('very-secret')
    expect(steps[1]?.summary).not.toBe('')
  })

  test('does not find it through a workflow of another owner, and says so', async () => {
    const { result, steps } = await play('elsewhere')
    expect(result).toBe('failure')
    expect(steps[1]?.outputs.missing).toBe('DATABASE_URL')
  })
})
