import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { beat } from '../../actions/heartbeat.ts'
import { defineAction } from '../../src/kit/action.ts'
import { createHttp } from '../../src/kit/http.ts'
import { type LocalServer, serve } from '../kit/server.ts'

describe('the heartbeat', () => {
  let server: LocalServer
  let status = 200
  beforeEach(async () => {
    status = 200
    server = await serve((response) => {
      response.writeHead(status)
      response.end('ok')
    })
  })
  afterEach(() => server.close())

  const run = async (url: string | undefined, allowPrivate = true) => {
    const lines: string[] = []
    const action = defineAction({
      name: 'probe',
      inputs: {},
      outputs: [],
      run: async (_inputs, runtime) => {
        await beat(url, runtime)
        runtime.log.info(`asked ${url ?? 'nobody'}`)
        return { decision: 'pass', reason: 'done' }
      },
    })
    const { exitCode } = await action.run({
      variables: {},
      write: (line) => lines.push(line),
      http: (options) => createHttp({ ...options, guard: { allowPrivate }, sleep: async () => {} }),
      sinks: () => ({
        open: async () => {},
        mask: () => {},
        setOutput: () => {},
        writeSummary: async () => {},
      }),
    })
    return { exitCode, log: lines.join('\n') }
  }

  test('asks the address once, and the address is in no line of the log', async () => {
    const { exitCode, log } = await run(`${server.url}/ping/0b5f-secret`)
    expect(exitCode).toBe(0)
    expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /ping/0b5f-secret'])
    expect(log).not.toContain('0b5f-secret')
  })

  test('is asked of nobody without an address', async () => {
    await run(undefined)
    expect(server.seen).toEqual([])
  })

  test('that fails is a warning and no failure of the tick', async () => {
    status = 500
    const { exitCode, log } = await run(`${server.url}/ping/0b5f-secret`)
    expect(exitCode).toBe(0)
    expect(log).toContain('was not reached')
    expect(log).not.toContain('0b5f-secret')
  })

  test.each(['not an address', 'file:///etc/passwd', 'https://169.254.169.254/x'])(
    '%s is not asked and fails nothing',
    async (url) => {
      const { exitCode, log } = await run(url, false)
      expect(exitCode).toBe(0)
      expect(log).toContain('was not reached')
    },
  )
})
