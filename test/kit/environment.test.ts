import { describe, expect, test } from 'vitest'
import { readEnvironment } from '../../src/kit/environment.ts'
import { ConfigError } from '../../src/kit/errors.ts'

describe('the environment', () => {
  test('follows a GitHub server of a company', () => {
    const environment = readEnvironment({
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: 'https://git.example/api/v3/',
      GITHUB_SERVER_URL: 'https://git.example/',
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '3',
    })
    expect(environment).toMatchObject({
      onRunner: true,
      apiUrl: 'https://git.example/api/v3',
      serverUrl: 'https://git.example',
      runId: '77',
      runAttempt: 3,
    })
  })

  test('has sensible values where nothing is set', () => {
    expect(readEnvironment({})).toMatchObject({
      onRunner: false,
      apiUrl: 'https://api.github.com',
      runAttempt: 1,
      hasOutputFile: false,
      hasSummaryFile: false,
      proxies: { http: '', https: '', none: '' },
    })
  })

  test('reads inputs as the runner names them, blank being the same as missing', () => {
    const environment = readEnvironment({ 'INPUT_DRY-RUN': ' true \n', INPUT_TOKEN: '  ', INPUT_URL: '' })
    expect(environment.input('dry-run')).toBe('true')
    expect(environment.input('token')).toBeUndefined()
    expect(environment.input('url')).toBeUndefined()
    expect(environment.input('absent')).toBeUndefined()
    expect(environment.inputNames()).toEqual(['DRY-RUN'])
  })

  test('gives a child process what it needs to work and none of our keys', () => {
    const environment = readEnvironment({
      PATH: '/bin',
      HOME: '/home/x',
      HTTPS_PROXY: 'http://proxy:1',
      ACTIONS_RUNTIME_TOKEN: 'secret',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
      GITHUB_TOKEN: 'secret',
      GITHUB_OUTPUT: '/file',
      INPUT_TOKEN: 'secret',
      NODE_OPTIONS: '--require x',
      DATABASE_URL: 'secret',
      SERVICE: 'shop',
    })
    expect(environment.childVariables()).toEqual({
      PATH: '/bin',
      HOME: '/home/x',
      HTTPS_PROXY: 'http://proxy:1',
    })
    expect(
      environment.childVariables({ pass: ['SERVICE', 'ABSENT'], set: { FLY_API_TOKEN: 't' } }),
    ).toMatchObject({
      PATH: '/bin',
      SERVICE: 'shop',
      FLY_API_TOKEN: 't',
    })
  })

  test.each([
    'GITHUB_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'INPUT_TOKEN',
    'GITHUB_ENV',
    'NODE_OPTIONS',
    'LD_PRELOAD',
    'a b',
    'x=y',
    '',
  ])('never hands %s to a child, not even when asked to', (name) => {
    const environment = readEnvironment({ [name]: 'x' })
    expect(() => environment.childVariables({ pass: [name] })).toThrow(ConfigError)
    expect(() => environment.childVariables({ set: { [name]: 'x' } })).toThrow(ConfigError)
  })
})
