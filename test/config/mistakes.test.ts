import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { registries } from './registries.ts'

/** Every mistake of a file: `line:column message`, in the order in which people are told. */
const mistakesOf = async (text: string): Promise<string[]> => {
  const error = await loadConfig(text, { path: 'sluice.yml', ...registries }).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error === null) return []
  expect(error).toBeInstanceOf(ConfigError)
  return (error as ConfigError).problems.map(
    ({ at, message }) => `${at?.replace('sluice.yml:', '')} ${message}`,
  )
}

/** A small file without mistakes, with one part replaced. */
const file = (
  parts: Partial<Record<'top' | 'components' | 'rest' | 'steps' | 'environment', string>> = {},
): string => `version: 1
service: shop
${parts.top ?? ''}
components:
${parts.components ?? '  web: { platform: local, command: [node, server.js] }'}
${parts.rest ?? ''}
environments:
  production:
    steps: ${parts.steps ?? '[{ weight: 100%, bake: 10m }]'}
    ${parts.environment ?? ''}
`

test('a file without mistakes has none', async () => {
  expect(await mistakesOf(file())).toEqual([])
})

describe('the file as such', () => {
  test.each<[string, string, string[]]>([
    ['empty', '', ['1:1 the file is empty']],
    ['only a comment', '# nothing\n', ['1:1 the file is empty']],
    ['a list', '- a\n', ['1:1 the file must be a mapping']],
    ['text', 'hello\n', ['1:1 the file must be a mapping']],
    [
      'a tab',
      'version: 1\ncomponents:\n\tweb: 1\n',
      ['3:1 a tab is used as indentation, which YAML forbids'],
    ],
    [
      'an open bracket',
      'version: [1\nservice: x\n',
      ['2:1 the indentation does not fit the lines above, or a bracket there is not closed'],
    ],
    ['an open quote', 'service: "x\n', ['2:1 a quote, bracket or colon is missing']],
    ['two documents', 'version: 1\n---\nversion: 1\n', ['2:1 a second document begins here']],
    ['a directive', '%YAML 1.1\n---\nversion: 1\n', ['1:1 YAML directives are not allowed']],
    [
      'a tag',
      'version: !!js/function 1\nservice: !x y\n',
      ['1:10 YAML tags are not allowed', '2:10 YAML tags are not allowed'],
    ],
  ])('%s', async (_, text, expected) => {
    const found = await mistakesOf(text)
    expect(found.length).toBe(expected.length)
    for (const [index, each] of expected.entries()) expect(found[index]).toContain(each)
  })

  test('keys that could reach a prototype, merge keys and keys that are not text are refused where they stand', async () => {
    const top =
      '__proto__: { version: 1 }\nconstructor: 1\nprototype: 1\n<<: { version: 1 }\n7: x\n? [a]\n: 1'
    expect(await mistakesOf(file({ top }))).toEqual([
      '3:1 the key __proto__ is not allowed',
      '4:1 the key constructor is not allowed',
      '5:1 the key prototype is not allowed',
      '6:1 merge keys (<<) are not allowed',
      '7:1 a key that is not text',
      '8:3 a key that is not text',
    ])
  })

  test('numbers count only in plain decimal form', async () => {
    const rest = ['0x10', '0o7', '1e309', '+5', '.5', '010', '.inf', '.nan']
      .map((weight, index) => `  m${index}: { max: 1%, weight: ${weight} }`)
      .join('\n')
    const found = await mistakesOf(file({ rest: `metrics:\n${rest}` }))
    expect(found).toEqual(
      Array.from(
        { length: 8 },
        (_, index) => `${index + 7}:26 metrics.m${index}.weight: this number is not in plain decimal form`,
      ),
    )
  })

  test('keys that stand twice, unknown keys and missing keys are all told', async () => {
    const text = 'version: 1\nservce: shop\ncomponents: {}\nversion: 2\n'
    expect(await mistakesOf(text)).toEqual([
      '1:1 service: missing',
      '1:1 environments: missing',
      '2:1 servce: unknown key; did you mean service?',
      '3:13 components: empty',
      '4:1 version: stands twice',
    ])
  })

  test('hidden characters are refused, so that what is read is what is seen', async () => {
    expect(await mistakesOf(file({ top: 'description: "a\\u202eb"' }))).toEqual([
      '3:14 description: holds control or invisible characters',
    ])
  })
})

describe('steps', () => {
  const at = 'environments.production.steps'
  test.each<[string, string, string[]]>([
    ['none', '[]', [`9:12 ${at}: too few entries`]],
    ['not a list', '10%', [`9:12 ${at}: must be a list of steps`]],
    [
      'falling',
      '[{ weight: 50%, bake: 1m }, { weight: 10%, bake: 1m }]',
      [`9:50 ${at}[1].weight: 10% is not above the 50% of an earlier step`],
    ],
    [
      'the same twice',
      '[{ weight: 10%, bake: 1m }, { weight: 10%, bake: 1m }]',
      [`9:50 ${at}[1].weight: 10% is not above the 10% of an earlier step`],
    ],
    [
      'beyond 100',
      '[{ weight: 100%, bake: 1m }, { weight: 100%, bake: 1m }]',
      [`9:51 ${at}[1].weight: no step can follow 100%`],
    ],
    ['nothing', '[{ weight: 0%, bake: 1m }]', [`9:23 ${at}[0].weight: must be above 0%`]],
    [
      'bare numbers',
      '[50, 10]',
      [`9:13 ${at}[0]: must be a mapping, not a number`, `9:17 ${at}[1]: must be a mapping, not a number`],
    ],
    [
      'numbers for percentages',
      '[{ weight: 50, bake: 30 }]',
      [`9:23 ${at}[0].weight: 50 is not a percentage`, `9:33 ${at}[0].bake: 30 is not a duration`],
    ],
    [
      'a comma, a sign, an odd digit',
      '[{ weight: "1,5%", bake: +1m }, { weight: "\u0661%", bake: 1 m }]',
      [
        `9:23 ${at}[0].weight: "1,5%" is not a percentage`,
        `9:37 ${at}[0].bake: "+1m" is not a duration`,
        `9:54 ${at}[1].weight: "\\u0661%" is not a percentage`,
        `9:66 ${at}[1].bake: "1 m" is not a duration`,
      ],
    ],
    [
      'empty values',
      '[{ weight: , bake: "" }]',
      [`9:15 ${at}[0].weight: empty`, `9:31 ${at}[0].bake: "" is not a duration`],
    ],
    ['no bake', '[{ weight: 100% }]', [`9:13 ${at}[0].bake: missing`]],
    [
      'camel case',
      '[{ weight: 100%, bake: 1m, Approval: true }]',
      [`9:39 ${at}[0].Approval: unknown key; did you mean approval?`],
    ],
    [
      'text for true',
      '[{ weight: 100%, bake: 1m, approval: yes }]',
      [`9:49 ${at}[0].approval: must be true or false, not text`],
    ],
    [
      'a time without zone',
      '[{ weight: 100%, bake: 1m, at: "09:00" }]',
      [`9:43 ${at}[0].at: "09:00" is not a time with its zone`],
    ],
    [
      'an expression',
      '[{ weight: 100%, bake: "1m; process.exit()" }]',
      [`9:35 ${at}[0].bake: "1m; process.exit()" is not a duration`],
    ],
    [
      'more than twelve',
      `[${Array.from({ length: 13 }, (_, index) => `{ weight: ${index + 1}%, bake: 1m }`).join(', ')}]`,
      [`9:12 ${at}: too many entries`],
    ],
    [
      'twelve without the last to 100%',
      `[${Array.from({ length: 12 }, (_, index) => `{ weight: ${index + 1}%, bake: 1m }`).join(', ')}]`,
      [`9:301 ${at}[11]: the last step is not 100%, and there is no room for another`],
    ],
  ])('%s', async (_, steps, expected) => {
    expect(await mistakesOf(file({ steps }))).toEqual(expected)
  })

  test('a thousand of them are one mistake, not a thousand', async () => {
    const steps = `[${Array.from({ length: 1000 }, () => '{ weight: 1%, bake: x }').join(', ')}]`
    expect(await mistakesOf(file({ steps }))).toEqual([`9:12 ${at}: too many entries`])
  })

  test('more time than 60 days, or than the deadline, is refused', async () => {
    const steps = '[{ weight: 50%, bake: 40d }, { weight: 100%, bake: 40d }]'
    expect(await mistakesOf(file({ steps }))).toEqual([`9:5 ${at}: the steps take 80d`])
    expect(await mistakesOf(file({ environment: 'deadline: 5m' }))).toEqual([
      '10:15 environments.production.deadline: 5m is less than the 10m that the steps take',
    ])
  })
})

describe('names that refer to others', () => {
  test('each must stand for something, and near misses are named', async () => {
    const rest = `database: { type: postgress, url: DATABASE_URL }
secrets: [API_KEY, API_KEY, { name: OTHER, environments: [prodution] }]
sources:
  prom: { type: promethius, url: "https://x.example" }
  platform: { type: prometheus, url: "https://x.example" }
metrics:
  errors: { source: prometheus, max: 1% }
  slow: { of: wbe, max: 1% }
smoke:
  - { name: a, path: /a, component: api, headers: { x-key: "{secret:MISSING}" } }
  - { name: a, path: /a, headers: { authorization: Bearer abc, x: "{secret: API_KEY}" } }`
    expect(await mistakesOf(file({ rest, environment: 'metrics: [errrors]' }))).toEqual([
      '6:19 database.type: no such database; did you mean postgres?',
      '6:35 database.url: DATABASE_URL is not listed under secrets',
      '7:1 secrets: API_KEY is listed twice',
      '7:59 secrets[2].environments[0]: no such environment; did you mean production?',
      '9:17 sources.prom.type: no such source type; did you mean prometheus?',
      '10:3 sources.platform: this name stands for the platform itself',
      '12:21 metrics.errors.source: no such source',
      '13:15 metrics.slow.of: no such component; did you mean web?',
      '15:37 smoke[0].component: no such component',
      '15:60 smoke[0].headers.x-key: MISSING is not listed under secrets',
      '16:13 smoke[1].name: another check has this name',
      '16:52 smoke[1].headers.authorization: a credential in the file',
      '16:67 smoke[1].headers.x: not a reference to a secret',
      '20:15 environments.production.metrics[0]: no such metric; did you mean errors?',
    ])
  })

  test('what an adapter needs must be listed as well', async () => {
    const rest = 'sources:\n  prom: { type: prometheus, url: "https://x.example", token: PROM_TOKEN }'
    expect(await mistakesOf(file({ rest }))).toEqual([
      '7:9 sources.prom: PROM_TOKEN is not listed under secrets',
    ])
  })

  test('with several components a metric and a check must say which one', async () => {
    const components = '  web: { platform: local, command: [a] }\n  api: { platform: local, command: [a] }'
    const rest = 'metrics:\n  errors: { max: 1% }\nsmoke:\n  - { name: a, path: / }'
    expect(await mistakesOf(file({ components, rest }))).toEqual([
      '8:3 metrics.errors.of: missing',
      '10:5 smoke[0].component: missing',
    ])
  })

  test('a component with mistakes is still there for those who refer to it', async () => {
    const components = '  web: { platform: local, command: [a], exposure: splitt }'
    expect(await mistakesOf(file({ components, rest: 'metrics:\n  errors: { of: web, max: 1% }' }))).toEqual([
      '5:51 components.web.exposure: "splitt" is not an exposure',
    ])
  })
})

describe('keys of adapters', () => {
  test('are checked by the adapter, and suggested together with the common ones', async () => {
    const components = '  web: { platform: local, comand: [a], exposre: full, redy-path: / }'
    expect(await mistakesOf(file({ components }))).toEqual([
      '5:3 components.web.command: missing',
      '5:27 components.web.comand: unknown key; did you mean command?',
      '5:40 components.web.exposre: unknown key; did you mean exposure?',
      '5:55 components.web.redy-path: unknown key; did you mean ready-path?',
    ])
  })

  test('stand only where their adapter is used', async () => {
    const rest = 'metrics:\n  errors: { max: 1%, total: up }'
    expect(await mistakesOf(file({ rest }))).toEqual(['7:22 metrics.errors.total: unknown key'])
  })
})

describe('metrics', () => {
  test.each<[string, string, string[]]>([
    ['nothing tolerated', '{ weight: 2 }', ['7:3 metrics.m: nothing is tolerated or refused by it']],
    [
      'both limits',
      '{ max: 1%, min: 99% }',
      ['7:17 metrics.m.min: max and min are two ways to say one thing'],
    ],
    ['a bare share', '{ max: 0.05 }', ['7:13 metrics.m.max: 0.05 could be a share or an amount']],
    [
      'an amount without number',
      '{ max: 5%, per: user }',
      ['7:17 metrics.m.per: an amount per unit needs max as a number above 0'],
    ],
    [
      'an amount compared',
      '{ max: 5, per: user, abort: 50% }',
      ['7:27 metrics.m.abort: does not go with per'],
    ],
    ['an empty comparison', '{ vs-baseline: {} }', ['7:8 metrics.m.vs-baseline: says no tolerance']],
    [
      'an expression',
      '{ max: "result > 0.05; process.exit()" }',
      ['7:13 metrics.m.max: "result > 0.05; process.exit()" is not a percentage'],
    ],
    ['a limit above 100 %', '{ max: 101% }', ['7:13 metrics.m.max: "101%" is not within 0% to 100%']],
    [
      'a duration for a latency',
      '{ slower-than: 1m, max: 5% }',
      ['7:21 metrics.m.slower-than: "1m" is not a latency'],
    ],
  ])('%s', async (_, metric, expected) => {
    expect(await mistakesOf(file({ rest: `metrics:\n  m: ${metric}` }))).toEqual(expected)
  })

  test('a component that is deployed whole cannot be compared with its old release', async () => {
    const components = '  web: { platform: local, command: [a], exposure: full }'
    const rest = 'metrics:\n  errors: { max: 1%, vs-baseline: { points: 1 } }'
    expect(await mistakesOf(file({ components, rest }))).toEqual([
      '7:22 metrics.errors.vs-baseline: web is deployed whole, so no old release runs beside the new one',
    ])
  })

  test('a slice shorter than a source can cut, and a plan longer than it looks back, are refused', async () => {
    const rest = `sources:
  prom: { type: prometheus, url: "https://x.example" }
metrics:
  own: { max: 1% }
  far: { source: prom, max: 1%, total: up }`
    const steps = '[{ weight: 50%, bake: 11h }, { weight: 100%, bake: 2h }]'
    expect(await mistakesOf(file({ rest, steps, environment: 'slice: 30s' }))).toEqual([
      '13:5 environments.production.steps: the plan takes 13h20m, but local looks back 12h only',
      '14:12 environments.production.slice: prometheus cannot cut slices of 30s',
    ])
  })
})

describe('what platforms can do', () => {
  const steps = '[{ weight: 10%, bake: 1m }, { weight: 100%, bake: 1m }]'
  test.each([
    [
      'functions',
      'project: p',
      'functions cannot divide traffic and cannot honour the step of 10% in production',
    ],
  ])('a component on %s cannot follow percentages', async (platform, options, expected) => {
    const components = `  web: { platform: local, command: [a] }\n  fn: { platform: ${platform}, ${options} }`
    expect(await mistakesOf(file({ components, steps }))).toEqual([`6:3 components.fn.exposure: ${expected}`])
    expect(
      await mistakesOf(
        file({ components: components.replace(`, ${options}`, `, ${options}, exposure: full`), steps }),
      ),
    ).toEqual([])
    expect(await mistakesOf(file({ components }))).toEqual([])
  })

  test.each([
    ['machines', 'app: a'],
    ['edge', 'project: p'],
  ])('a component on %s follows them by whole units or stages', async (platform, options) => {
    const components = `  fn: { platform: ${platform}, ${options} }`
    expect(await mistakesOf(file({ components, steps }))).toEqual([])
  })

  test('jobs cannot be stopped where there are none', async () => {
    const components = '  web: { platform: local, command: [a], on-rollback: pause-jobs }'
    expect(await mistakesOf(file({ components }))).toEqual([
      '5:54 components.web.on-rollback: local has no scheduled jobs that could be stopped',
    ])
    expect(await mistakesOf(file({ components: components.replace('pause-jobs', 'stop') }))).toEqual([
      '5:54 components.web.on-rollback: "stop" is not allowed',
    ])
  })

  test('steps that nobody would see are refused', async () => {
    const components = '  fn: { platform: functions, project: p, exposure: full }'
    expect(await mistakesOf(file({ components, steps }))).toEqual([
      '9:23 environments.production.steps[0].weight: every component is deployed whole, so nobody would see a step of 10%',
    ])
  })
})

describe('secrets', () => {
  test('a value put where a name belongs is never repeated', async () => {
    const rest =
      'secrets: ["postgres://user:hunter2@db/x", sk_live_hunter2]\ndatabase: { type: postgres, url: "postgres://user:hunter2@db/x" }'
    const found = await mistakesOf(file({ rest }))
    expect(found).toEqual([
      '6:11 secrets[0]: this is not the name of a secret',
      '6:43 secrets[1]: this is not the name of a secret',
      '7:34 database.url: this is not the name of a secret',
    ])
  })

  test.each(['(a+)+', '(a|b)*c', '(?=x)y', '(a)\\\\1', '('])(
    'the pattern %s, which can take for ever or is none, is refused',
    async (pattern) => {
      const found = await mistakesOf(file({ rest: `secrets: [{ name: A, pattern: "${pattern}" }]` }))
      expect(found.length).toBe(1)
      expect(found[0]).toMatch(/^6:31 secrets\[0\]\.pattern: /)
    },
  )

  test.each<[string, string, string[]]>([
    [
      'a kind that there is not',
      '{ name: KEY, kind: paymnts }',
      ['6:30 secrets[0].kind: no such kind of secret; did you mean payments?'],
    ],
    ['a key of another kind', '{ name: KEY, account: ACCOUNT }', ['6:24 secrets[0].account: unknown key']],
    [
      'another secret that a kind needs and nobody lists',
      '{ name: KEY, kind: payments, account: ACCOUNT }',
      ['6:11 secrets[0]: ACCOUNT is not listed under secrets'],
    ],
    [
      'nowhere to be',
      '{ name: KEY, github: false }',
      ['6:32 secrets[0].github: a secret that is not on GitHub must be on a platform'],
    ],
    [
      'a component that there is not',
      '{ name: KEY, components: [wob] }',
      ['6:37 secrets[0].components[0]: no such component; did you mean web?'],
    ],
    [
      'a platform that does not tell the names of its secrets',
      '{ name: KEY, components: [web] }',
      ['6:37 secrets[0].components[0]: local does not tell the names of its secrets'],
    ],
  ])('may not have %s', async (_what, secret, mistakes) => {
    expect(await mistakesOf(file({ rest: `secrets: [${secret}]` }))).toEqual(mistakes)
  })
})

describe('smoke checks', () => {
  test.each<[string, string, string[]]>([
    ['a path without slash', 'path: healthz', ['7:13 smoke[0].path: "healthz" is not a path']],
    ['another host', 'path: //evil.example/', ['7:13 smoke[0].path: "//evil.example/" is not a path']],
    [
      'a header of ours',
      'path: /, headers: { Host: x }',
      ['7:27 smoke[0].headers.Host: Sluice sets this header itself'],
    ],
    [
      'a line end in a header',
      'path: /, headers: { x: "a\\nb" }',
      ['7:30 smoke[0].headers.x: header values are printable ASCII without spaces at the ends'],
    ],
    ['a body by GET', 'path: /, body: x', ['7:16 smoke[0].body: a request by GET or HEAD has no body']],
    [
      'a secret in the path',
      'path: "/?k={secret:A}"',
      ['7:13 smoke[0].path: secrets can stand in headers only'],
    ],
    [
      'a status as text',
      'path: /, expect: { status: "200" }',
      ['7:34 smoke[0].expect.status: must be a number, not text'],
    ],
    [
      'a status that is none',
      'path: /, expect: { status: 99 }',
      ['7:34 smoke[0].expect.status: out of range'],
    ],
    [
      'a pointer without slash',
      'path: /, expect: { json: { ok: true } }',
      ['7:34 smoke[0].expect.json.ok: "ok" is not a JSON pointer'],
    ],
    [
      'two places for the version',
      'path: /, version: { json: /a, header: b }',
      ['7:37 smoke[0].version.header: unknown key'],
    ],
  ])('%s', async (_, check, expected) => {
    expect(await mistakesOf(file({ rest: `smoke:\n  - { ${check}, name: a }` }))).toEqual(expected)
  })
})

test('every mistake says what to write instead and where it is explained', async () => {
  const text = file({
    steps: '[{ weight: 50 }]',
    rest: 'metrcs: {}\nsecrets: [x]\nsmoke: 1\ndatabase:',
    environment: 'watch: 1h',
  })
  const error = await loadConfig(text, registries).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ConfigError)
  const { problems } = error as ConfigError
  expect(problems.length).toBeGreaterThan(5)
  for (const { at, fix, docs } of problems) {
    expect(at).toMatch(/^\.github\/sluice\.yml:\d+:\d+$/)
    expect(fix).toMatch(/\S/)
    expect(docs).toMatch(/^configuration\.md#/)
  }
})

describe('stages of a smoke test', () => {
  const mistakes = (stage: string) => mistakesOf(file({ rest: `smoke: [${stage}]` }))

  test('may be a WebSocket, a certificate, a name, a command and a load', async () => {
    const stages = [
      '{ name: s, type: websocket, path: /signals, send: { subscribe: all }, contains: ok, stay: 30s, silence: 10s }',
      '{ name: c, type: certificate, days: 30 }',
      '{ name: d, type: dns, host: api.example.com, record: CNAME, values: [edge.example.net] }',
      '{ name: e, type: command, command: [npm, run, e2e], env: [E2E_USER], timeout: 10m }',
      '{ name: l, type: load, path: /, rate: 50, duration: 30s, p95: 200ms, p99: 500ms, errors: 0.1% }',
    ]
    expect(await mistakes(stages.join(', '))).toEqual([])
    const { config } = await loadConfig(file({ rest: `smoke: [${stages.join(', ')}]` }), registries)
    expect(config.smoke).toEqual([])
    expect(config.stages).toMatchObject([
      { type: 'websocket', component: 'web', send: '{"subscribe":"all"}', stay: 30_000 },
      { type: 'certificate', days: 30, host: null },
      { type: 'dns', record: 'CNAME' },
      { type: 'command', timeout: 600_000 },
      { type: 'load', rate: 50, errors: 0.001, limits: { p50: null, p95: 200, p99: 500 } },
    ])
  })

  test.each<[string, string, string[]]>([
    [
      'a kind that there is not',
      '{ name: s, type: websockt, path: / }',
      ['6:26 smoke[0].type: no such kind of check; did you mean websocket?'],
    ],
    [
      'limits of time without a rate',
      '{ name: l, type: load, path: /, p99: 1s }',
      ['6:41 smoke[0].p99: without a rate slow answers hide the requests that wait behind them'],
    ],
    [
      'a credential written out',
      '{ name: l, type: load, path: /, headers: { authorization: "Bearer abc" } }',
      ['6:67 smoke[0].headers.authorization: a credential in the file'],
    ],
    [
      'a schema that is none',
      '{ name: h, path: /, expect: { schema: { type: objekt } } }',
      ['6:47 smoke[0].expect.schema: not a JSON Schema that can be used'],
    ],
  ])('may not have %s', async (_what, stage, said) => {
    expect(await mistakes(stage)).toEqual(said)
  })
})
