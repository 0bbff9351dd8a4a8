import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseFor, dice } from '../../tools/workflow-runner/choices.ts'
import { type Claim, openGroups } from '../../tools/workflow-runner/groups.ts'
import { newMasks } from '../../tools/workflow-runner/masks.ts'
import { beyond, type Level, scopesOf } from '../../tools/workflow-runner/permissions.ts'
import { virtualClock } from '../fakes/clock.ts'
import { membersOf } from '../fakes/github/concurrency.ts'
import { newState } from '../fakes/github/state.ts'
import { at, openStage, resultsOf } from './stage.ts'

const level = fc.constantFrom<Level>('none', 'read', 'write')
const granted = fc.dictionary(fc.constantFrom('actions', 'contents', 'deployments', 'id-token'), level)

describe('permissions', () => {
  test('never exceed themselves, and exceed nothing only where nothing is asked', () => {
    fc.assert(
      fc.property(granted, granted, (asked, allowed) => {
        expect(beyond(asked, asked)).toBeNull()
        const over = Object.entries(asked).some(
          ([scope, one]) =>
            (one === 'write' && allowed[scope] !== 'write') ||
            (one === 'read' && (allowed[scope] ?? 'none') === 'none'),
        )
        expect(beyond(asked, allowed) !== null).toBe(over)
      }),
    )
  })

  test('of a token are those granted and reading metadata', () => {
    expect(scopesOf({ 'id-token': 'write', contents: 'none', 'pull-requests': 'read' })).toEqual({
      metadata: 'read',
      id_token: 'write',
      pull_requests: 'read',
    })
  })
})

describe('a concurrency group', () => {
  const act = fc.record({
    leave: fc.boolean(),
    which: fc.nat(200),
    queue: fc.constantFrom('single' as const, 'max' as const),
    cancelInProgress: fc.boolean(),
  })

  test('has exactly one holder while anybody is in it, serves first come first, and loses nobody', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const state = newState(virtualClock())
        const groups = openGroups(state)
        let inside: Claim[] = []
        const cancelled = new Set<number>()
        let next = 0
        for (const { leave, which, queue, cancelInProgress } of acts) {
          const gone = inside[which % Math.max(1, inside.length)]
          if (leave && gone) {
            groups.leave(gone)
            inside = inside.filter((claim) => claim !== gone)
          } else {
            const run = ++next
            const claim = groups.enter({
              name: 'Lock',
              run,
              job: null,
              queue,
              cancelInProgress: cancelInProgress && queue === 'single',
              // One that waits goes at once, one that holds ends in its time.
              onCancel: () => {
                cancelled.add(run)
                const own = inside.find((each) => each.run === run)
                if (own?.state !== 'waits') return
                groups.leave(own)
                inside = inside.filter((each) => each !== own)
              },
            })
            if (claim) inside.push(claim)
            if (queue === 'single') expect(inside.length).toBeLessThanOrEqual(2)
          }
          expect(inside.filter(({ state: as }) => as === 'holds')).toHaveLength(Math.min(1, inside.length))
          expect(inside[0]?.state ?? 'holds').toBe('holds')
          expect(membersOf(state, 'lock').map(({ run }) => run)).toEqual(inside.map(({ run }) => run))
        }
      }),
      { seed: 42 },
    )
  })
})

describe('masks', () => {
  test('leave nothing of a value that was hidden', () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.string(), (values, around) => {
        const masks = newMasks()
        for (const value of values) masks.add(value)
        const hidden = masks.hide(`${around}${values.join(around)}`)
        expect(masks.covers(hidden)).toBe(false)
      }),
    )
  })
})

describe('the dice', () => {
  test('fall the same for the same seed, whatever else was asked in between', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.string()), (seed, others) => {
        const [one, other] = [dice(seed), dice(seed)]
        for (const question of others) other.roll(`other ${question}`)
        expect(one.roll('a')).toBe(other.roll('a'))
        expect(one.shuffle('b', [1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4])
      }),
    )
  })

  test('choose both ways, and never against what is pinned', () => {
    const seen = Array.from({ length: 40 }, (_none, seed) => chooseFor(seed))
    for (const name of Object.keys(seen[0] ?? {}))
      expect(new Set(seen.map((choices) => choices[name as keyof typeof choices])).size).toBe(2)
    expect(chooseFor(1, { groupBeforeApproval: true }).groupBeforeApproval).toBe(true)
    expect(chooseFor(1, { groupBeforeApproval: false }).groupBeforeApproval).toBe(false)
  })
})

describe('what GitHub promises', () => {
  test.each(Array.from({ length: 12 }, (_none, seed) => [seed]))('holds with seed %i', async (seed) => {
    const { runner, environment, finish } = await openStage({ seed, together: 1 + (seed % 3) })
    environment('gate', { reviewers: ['ada'] })
    const [id = 0] = await runner.push({
      files: {
        [at('a')]: `on: push
jobs:
  propose: { runs-on: x, outputs: { ask: "\${{ steps.s.outputs.ask }}" }, steps: [{ id: s, run: 'echo "ask=${seed % 2 === 0}" >> "$GITHUB_OUTPUT"' }] }
  approve: { needs: propose, if: needs.propose.outputs.ask == 'true', environment: { name: gate, deployment: false }, runs-on: x, steps: [{ run: "true" }] }
  release:
    needs: [propose, approve]
    if: "!cancelled() && needs.propose.result == 'success' && (needs.approve.result == 'success' || needs.approve.result == 'skipped')"
    concurrency: { group: lock, queue: max }
    uses: ./.github/workflows/b.yml
  settle: { needs: [approve, release], if: always(), runs-on: x, steps: [{ run: "true" }] }`,
        [at('b')]: `on: workflow_call
jobs:
  one: { strategy: { matrix: { n: [1, 2] } }, runs-on: x, steps: [{ run: "true" }] }
  two: { needs: one, runs-on: x, steps: [{ run: "true" }] }`,
      },
    })
    if (seed % 2 === 0) {
      await runner.runUntilQuiet()
      await runner.approve({ environment: 'gate', by: 'ada' })
    }
    expect(resultsOf(await finish(id))).toEqual({
      propose: 'success',
      approve: seed % 2 === 0 ? 'success' : 'skipped',
      release: 'success',
      'release / one (1)': 'success',
      'release / one (2)': 'success',
      'release / two': 'success',
      settle: 'success',
    })
  })
})
