import { parse } from 'yaml'
import { z } from 'zod'

const condition = z.union([z.string(), z.boolean(), z.number()]).optional()

const step = z.looseObject({
  if: condition,
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
})

const job = z.looseObject({
  if: condition,
  uses: z.string().optional(),
  'runs-on': z.string().optional(),
  'timeout-minutes': z.number().optional(),
  environment: z.unknown().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  concurrency: z.unknown().optional(),
  env: z.record(z.string(), z.string()).default({}),
  steps: z.array(step).default([]),
})

const workflow = z.looseObject({
  permissions: z.unknown(),
  concurrency: z.unknown().optional(),
  env: z.unknown().optional(),
  jobs: z.record(z.string(), job),
})

type Step = z.output<typeof step>
type Job = z.output<typeof job>

/** What an action declares, as far as a step must know it. */
export interface Declared {
  inputs: Readonly<Record<string, { required: boolean }>>
}

/** A workflow with everything that a rule may look at. */
interface Subject {
  text: string
  file: z.output<typeof workflow>
  actions: ReadonlyMap<string, Declared>
}

const PINNED = /^(?:\$\/[\w./-]+|[\w.-]+\/[\w./-]+@[0-9a-f]{40})$/
const LOCK =
  /^sluice\/\$\{\{ (?:inputs|matrix\.target)\.service \}\}\/\$\{\{ (?:inputs|matrix\.target)\.environment \}\}$/
const LONGEST_LOCK = 15

/** Operations of the rollout action that change nothing outside the ledger, or nothing at all. */
const HARMLESS = ['propose', 'settle', 'status', 'explain', 'simulate', 'plan']

const mutates = ({ uses, with: given }: Step): boolean => {
  if (uses === '$/actions/rollback') return given.part !== 'request'
  if (uses === '$/actions/rollout') return !HARMLESS.includes(String(given.operation))
  return uses === '$/actions/migrate' || uses === '$/actions/deploy'
}

const asksPeople = ({ environment }: Job): boolean =>
  JSON.stringify(environment ?? '').includes('approval-environment')

const ownJobs = ({ file }: Subject): [string, Job][] =>
  Object.entries(file.jobs).filter(([, one]) => !one.uses)

/** Lines of each job's permissions as they are written, with what stands beside them. */
const permissionLines = (text: string): string[] =>
  [...text.matchAll(/^ {4}permissions:\n(?<lines>(?: {6}.*\n)+)/gm)].flatMap(({ groups }) =>
    (groups?.lines ?? '').split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#')),
  )

/**
 * Whether GitHub takes a condition for text and not for an expression: anything around the braces, a line break from `|` or
 * `>` too, makes it a text that is not empty, and that is always true.
 */
const isText = (given: z.output<typeof condition>): boolean =>
  typeof given === 'string' && given.includes('${{') && !/^\$\{\{(?:(?!\$\{\{)[\s\S])*\}\}$/.test(given)

const CHECKS = {
  'has no condition that is always true because text stands around its braces': ({ file }: Subject) =>
    Object.entries(file.jobs).flatMap(([name, one]) =>
      [one, ...one.steps].filter((each) => isText(each.if)).map((each) => `${name}: ${each.if}`),
    ),
  'grants nothing at the top': ({ file }: Subject) =>
    JSON.stringify(file.permissions) === '{}' ? [] : [JSON.stringify(file.permissions)],
  'says for every job what it may do': (subject: Subject) =>
    ownJobs(subject).flatMap(([name, one]) => (one.permissions ? [] : [name])),
  'gives the reason of every permission beside it': ({ text }: Subject) =>
    permissionLines(text).filter((line) => !/^ {6}[a-z-]+: (?:read|write) # \S.{9,}$/.test(line)),
  'never asks for id-token, which would fail every caller, but in a twin that says so': ({
    text,
    file,
  }: Subject) =>
    text.startsWith('# Generated') && text.includes('grant id-token')
      ? []
      : Object.entries(file.jobs).flatMap(([name, one]) => (one.permissions?.['id-token'] ? [name] : [])),
  'ends every job after a time': (subject: Subject) =>
    ownJobs(subject).flatMap(([name, one]) => (one['timeout-minutes'] === undefined ? [name] : [])),
  'lets the caller choose the runner': (subject: Subject) =>
    ownJobs(subject).flatMap(([name, one]) => (one['runs-on'] === '${{ inputs.runner }}' ? [] : [name])),
  'names what it uses by full commit': ({ file }: Subject) =>
    Object.values(file.jobs)
      .flatMap(({ uses, steps }) => [uses, ...steps.map((one) => one.uses)])
      .filter((uses) => uses !== undefined && !PINNED.test(uses)),
  'leaves no token behind in the working copy': ({ file }: Subject) =>
    Object.values(file.jobs).flatMap(({ steps }) =>
      steps
        .filter(
          ({ uses, with: given }) =>
            uses?.startsWith('actions/checkout@') && given['persist-credentials'] !== false,
        )
        .map(({ uses }) => uses),
    ),
  'puts nothing into a script that comes from outside': ({ file }: Subject) =>
    Object.values(file.jobs).flatMap(({ steps }) =>
      steps.flatMap(({ run }) => (run?.includes('${{') ? [run] : [])),
    ),
  'makes no deployment of GitHub when it names an environment': ({ file }: Subject) =>
    Object.entries(file.jobs).flatMap(([name, { environment }]) => {
      const parsed = z.strictObject({ name: z.string(), deployment: z.literal(false) }).safeParse(environment)
      return environment === undefined || parsed.success ? [] : [name]
    }),
  'holds no lock above its jobs': ({ file }: Subject) =>
    file.concurrency === undefined ? [] : ['the workflow'],
  'takes the lock by the same three lines everywhere': ({ file }: Subject) =>
    Object.entries(file.jobs).flatMap(([name, { concurrency }]) => {
      if (concurrency === undefined) return []
      const parsed = z
        .strictObject({
          group: z.string().regex(LOCK),
          'cancel-in-progress': z.literal(false),
          queue: z.literal('max'),
        })
        .safeParse(concurrency)
      return parsed.success ? [] : [name]
    }),
  'holds the lock for a quarter of an hour at most': ({ file }: Subject) =>
    Object.entries(file.jobs).flatMap(([name, one]) =>
      one.concurrency !== undefined && !((one['timeout-minutes'] ?? Number.NaN) <= LONGEST_LOCK)
        ? [name]
        : [],
    ),
  'changes something only under the lock, and holds it for nothing else': ({ file }: Subject) =>
    Object.entries(file.jobs).flatMap(([name, { concurrency, steps }]) =>
      (concurrency !== undefined) === steps.some(mutates) ? [] : [name],
    ),
  'asks people where nothing can happen: no lock, no secret, no permission': ({ file }: Subject) =>
    Object.entries(file.jobs).flatMap(([name, one]) => {
      if (!asksPeople(one)) return []
      const may = Object.keys(one.permissions ?? { everything: 'write' }).length > 0
      return one.concurrency !== undefined || may || /secrets/.test(JSON.stringify(one)) ? [name] : []
    }),
  'gives its actions inputs that they have, and those that they need': ({ file, actions }: Subject) =>
    Object.values(file.jobs).flatMap(({ steps }) =>
      steps.flatMap(({ uses, with: given }) => {
        const verb = /^\$\/actions\/([a-z-]+)$/.exec(uses ?? '')?.[1]
        if (verb === undefined) return []
        const declared = actions.get(verb)?.inputs
        if (!declared) return [`there is no action ${verb}`]
        const strange = Object.keys(given).filter((name) => !(name in declared))
        const missing = Object.keys(declared).filter((name) => declared[name]?.required && !(name in given))
        return [
          ...strange.map((name) => `${verb} has no ${name}`),
          ...missing.map((name) => `${verb} needs ${name}`),
        ]
      }),
    ),
} as const satisfies Record<string, (subject: Subject) => readonly (string | undefined)[]>

/** The name of a rule, as the end of a sentence that begins with "the workflow". */
export type Rule = keyof typeof CHECKS

/** Every rule. */
export const RULES = Object.keys(CHECKS) as Rule[]

/** Rules that every workflow keeps, also one that is not called by others. */
export const RULES_FOR_ALL = [
  'has no condition that is always true because text stands around its braces',
  'grants nothing at the top',
  'names what it uses by full commit',
  'leaves no token behind in the working copy',
  'puts nothing into a script that comes from outside',
] as const satisfies readonly Rule[]

/** What breaks a rule in a workflow; empty when nothing does. */
export const faultsOf = (rule: Rule, text: string, actions: ReadonlyMap<string, Declared>): string[] =>
  CHECKS[rule]({ text, file: workflow.parse(parse(text)), actions }).map(String)
