import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Files } from '../../fakes/github/history.ts'
import { jobOf, onProject, type Project, type ProjectOptions } from './project.ts'

const STEPS = `
      - { weight: 50%, bake: 30m }
      - { weight: 100%, bake: 30m }`

/** The caller of staging.yml, with the drill; the environment is the one that the project has. */
const drilling =
  (within: string) =>
  (files: Files): Files => ({
    ...files,
    '.github/workflows/deploy.yml': `
on: push
permissions: {}
jobs:
  staging:
    permissions:
      contents: read
      deployments: write
    uses: acme/sluice/.github/workflows/staging.yml@${'0'.repeat(40)}
    with: { service: shop, environment: production, drill: true, drill-within: ${within} }
    secrets: inherit
`,
  })

const story = (within: string, work: (project: Project) => Promise<void>, more: ProjectOptions = {}) =>
  onProject(work, { steps: STEPS, callers: drilling(within), ...more })

/** While the way back is tried, ten seconds pass whenever somebody looks at the steady clock. */
const slowly = (): ProjectOptions => {
  const steady = performance.now.bind(performance)
  let late = 0
  const clock = vi.spyOn(performance, 'now')
  return {
    runner: {
      onStep: ({ step, when }) => {
        if (step !== 'Run $/actions/rollback') return
        clock.mockImplementation(() => {
          if (when === 'before') late += 10_000
          return steady() + late
        })
      },
    },
  }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('staging with a drill', () => {
  test(
    'releases, goes back, and releases again in one job; people are told of each, and no hold is left',
    story('5m', async (project) => {
      const run = await project.push('v2')
      expect(jobOf(project.runner.run(run), 'release').result).toBe('success')
      expect(project.told.map(({ kind }) => kind)).toEqual([
        'started',
        'bumped',
        'rolled-back',
        'started',
        'bumped',
      ])
      expect(await project.serving()).toBe('v1 50, v2 50')
      const { held, rollouts } = await project.survey()
      expect(held).toBe(null)
      expect(rollouts.slice(0, 2).map(({ state }) => state.phase)).toEqual(['baking', 'rolled-back'])
    }),
  )

  test('fails when the way back takes longer than it may, and releases nothing again', () =>
    story(
      '1s',
      async (project) => {
        const run = await project.push('v2')
        const { result, steps } = jobOf(project.runner.run(run), 'release')
        expect(result).toBe('failure')
        const said = steps.flatMap(({ annotations }) => annotations.map(({ message }) => message)).join()
        expect(said).toMatch(/It took [\dms ]+, longer than the 1s that `within` allows/)
        expect(await project.serving()).toBe('v1 100')
      },
      slowly(),
    )())
})
