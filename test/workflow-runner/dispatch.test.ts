import { describe, expect, test } from 'vitest'
import { FULL_TOKEN } from '../fakes/github/state.ts'
import { at, jobOf, logOf, openStage } from './stage.ts'

const WORKFLOW = `
on:
  workflow_dispatch:
    inputs:
      verb: { type: choice, options: [pause, resume], required: true }
      flag: { type: boolean, default: false }
      count: { type: number, default: 3 }
      place: { type: environment }
      reason: { type: string, required: true }
jobs:
  a:
    runs-on: x
    steps:
      - env: { REASON: "\${{ inputs.reason }}" }
        run: |
          echo "\${{ inputs.verb }} \${{ inputs.flag == true }} \${{ github.event.inputs.flag == 'true' }} \${{ inputs.count == 3 }} $REASON [\${{ inputs.place }}] $GITHUB_ACTOR $GITHUB_EVENT_NAME"
`

const opened = async () => {
  const stage = await openStage()
  await stage.runner.push({ files: { [at('verbs')]: WORKFLOW } })
  return stage
}

describe('a dispatch', () => {
  test('has inputs of their types, defaults included, and texts in its event', async () => {
    const { runner, finish } = await opened()
    const inputs = { verb: 'pause', flag: 'true', reason: 'because' }
    const id = await runner.dispatch({ workflow: 'verbs.yml', inputs, by: 'grace' })
    expect(logOf(await finish(id), 'a')).toBe('pause true true true because [] grace workflow_dispatch')
  })

  test.each([
    [{ reason: 'x' }, "Required input 'verb' not provided"],
    [
      { verb: 'stop', reason: 'x' },
      "Provided value 'stop' for input 'verb' not in the list of allowed values",
    ],
    [{ verb: 'pause', reason: 'x', flag: 'maybe' }, "'flag' is not a boolean"],
    [{ verb: 'pause', reason: 'x', count: 'many' }, "'count' is not a number"],
    [{ verb: 'pause', reason: 'x', colour: 'red' }, 'Unexpected inputs provided: ["colour"]'],
  ])('with %j is refused', async (inputs, message) => {
    const { runner } = await opened()
    await expect(runner.dispatch({ workflow: at('verbs'), inputs })).rejects.toThrow(message)
    expect(runner.runs()).toEqual([])
  })

  test('of a workflow that is switched off, or has no such trigger, is refused', async () => {
    const { runner, github } = await opened()
    await runner.push({
      change: { [at('b')]: 'on: push\njobs: { a: { runs-on: x, steps: [{ run: "true" }] } }' },
    })
    await expect(runner.dispatch({ workflow: 'b.yml' })).rejects.toThrow("does not have 'workflow_dispatch'")
    Object.assign(github.state.workflows.get(at('verbs')) ?? {}, { state: 'disabled_manually' })
    const inputs = { verb: 'pause', reason: 'x' }
    await expect(runner.dispatch({ workflow: 'verbs.yml', inputs })).rejects.toThrow('disabled workflow')
  })

  const asks = (permissions: string) => `
on: push
jobs:
  a:
    permissions: { ${permissions} }
    runs-on: x
    steps:
      - env: { T: "\${{ github.token }}" }
        run: >-
          curl -s -H "authorization: token $T" -X POST "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/actions/workflows/verbs.yml/dispatches"
          -d '{"ref":"main","return_run_details":true,"inputs":{"verb":"resume","reason":"asked by a step"}}'
`

  test('by a step starts a run of its own, which the answer names', async () => {
    const { runner } = await opened()
    const [id = 0] = await runner.push({ change: { [at('ask')]: asks('actions: write') } })
    await runner.runUntilQuiet()
    const { workflow_run_id: started } = JSON.parse(logOf(runner.run(id), 'a'))
    const run = runner.run(started)
    expect(run).toMatchObject({
      conclusion: 'success',
      actor: 'github-actions[bot]',
      event: 'workflow_dispatch',
    })
    expect(logOf(run, 'a')).toContain('resume false false true asked by a step')
  })

  test('by a step without the permission starts nothing', async () => {
    const { runner } = await opened()
    const [id = 0] = await runner.push({ change: { [at('ask')]: asks('actions: read') } })
    await runner.runUntilQuiet()
    expect(logOf(runner.run(id), 'a')).toContain('Resource not accessible by integration')
    expect(runner.runs()).toHaveLength(1)
  })

  test('on a tag runs the file of the tag', async () => {
    const { runner, finish } = await opened()
    await runner.push({ tag: 'v1' })
    await runner.push({ change: { [at('verbs')]: WORKFLOW.replace('echo "', 'echo "newer ') } })
    const inputs = { verb: 'pause', reason: 'x' }
    const id = await runner.dispatch({ workflow: 'verbs.yml', ref: 'v1', inputs })
    const run = await finish(id)
    expect([run.ref, jobOf(run, 'a').steps[0]?.log.startsWith('pause')]).toEqual(['refs/tags/v1', true])
  })

  test('by a step with inputs that GitHub would not take is refused', async () => {
    const { runner } = await opened()
    const change = { [at('ask')]: asks('actions: write').replace('resume', 'fly') }
    const [id = 0] = await runner.push({ change })
    await runner.runUntilQuiet()
    expect(logOf(runner.run(id), 'a')).toContain("Provided value 'fly'")
    expect(runner.runs().map(({ event }) => event)).not.toContain('workflow_dispatch')
  })

  test('may be cancelled by a step of another run, while it waits', async () => {
    const { runner, github } = await openStage()
    await runner.push({
      files: {
        [at('slow')]:
          'on: workflow_dispatch\njobs: { a: { environment: gate, runs-on: x, steps: [{ run: "true" }] } }',
        [at('stop')]: `
on: { workflow_dispatch: { inputs: { run: { type: string } } } }
jobs:
  a:
    permissions: { actions: write }
    runs-on: x
    steps: [{ env: { T: "\${{ github.token }}" }, run: 'curl -sf -X POST -H "authorization: token $T" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/actions/runs/\${{ inputs.run }}/cancel"' }]`,
      },
    })
    github.state.environments.set('gate', {
      id: 1,
      name: 'gate',
      createdAt: 0,
      waitTimer: 0,
      preventSelfReview: false,
      reviewers: ['ada'],
      branchPolicy: 'all',
      policies: [],
    })
    const slow = await runner.dispatch({ workflow: 'slow.yml' })
    await runner.runUntilQuiet()
    await runner.dispatch({ workflow: 'stop.yml', inputs: { run: String(slow) } })
    await runner.runUntilQuiet()
    expect(runner.runs().map(({ conclusion }) => conclusion)).toEqual(['cancelled', 'success'])
  })

  test('is checked whoever sends it, and its jobs and their steps can be asked for', async () => {
    const { runner, github, finish } = await opened()
    const ask = async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(`${github.url}/repos/acme/shop${path}`, {
        method,
        headers: { authorization: `token ${FULL_TOKEN}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, heard: text === '' ? null : JSON.parse(text) }
    }
    const send = (inputs: object) =>
      ask('POST', '/actions/workflows/verbs.yml/dispatches', { ref: 'main', inputs })
    expect(await send({ verb: 'stop', reason: 'x' })).toMatchObject({
      status: 422,
      heard: { message: expect.stringContaining('not in the list of allowed values') },
    })
    expect((await send({ verb: 'pause', reason: 'x' })).status).toBe(204)
    const [run] = runner.runs()
    await finish(run?.id ?? 0)
    expect((await ask('GET', `/actions/runs/${run?.id}/jobs`)).heard).toMatchObject({
      total_count: 1,
      jobs: [{ name: 'a', status: 'completed', conclusion: 'success', steps: [{ conclusion: 'success' }] }],
    })
  })
})
