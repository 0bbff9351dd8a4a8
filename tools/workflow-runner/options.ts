import type { GitHubStandIn } from '../../test/fakes/github/server.ts'
import type { Choices } from './choices.ts'
import type { StepMoment } from './job-order.ts'
import type { Grace, StartProcess } from './process.ts'
import type { Punctuality } from './schedule.ts'
import type { Files } from './sources.ts'
import type { Vault } from './vault.ts'

/** How to make a runner. */
export interface RunnerOptions {
  /** GitHub's API, whose repository is the one that runs workflows, and whose clock is the time. */
  github: GitHubStandIn
  /** Other repositories by `owner/name` (any ref) or `owner/name@ref`: a folder, used as it is, or files. */
  repositories?: Readonly<Record<string, string | Files>>
  /** Decides all that GitHub does not promise. Default 1. */
  seed?: number
  /** Choices that the seed shall not make. */
  choices?: Partial<Choices>
  /** Read at the moments when GitHub reads them; may be changed meanwhile. */
  secrets?: Vault
  variables?: Vault
  /** What a workflow without `permissions` gets. Default `read`, as in new repositories. */
  defaultPermissions?: 'read' | 'write'
  /** Patterns of protected branches. Default: none is. */
  protectedBranches?: readonly string[]
  /** Jobs that may run at once. Default 20, the limit of the free plan. */
  slots?: number
  /** Steps that may run at the same real moment. With 1, the default, a seed always plays the same. */
  together?: number
  schedule?: Partial<Punctuality>
  /** Real milliseconds that count as a minute of `timeout-minutes`; the virtual clock counts too. Default 60,000. */
  minute?: number
  /** Default GitHub's: 7,500 and 2,500 ms. */
  grace?: Grace
  /** Variables that every step sees, such as the addresses of other stand-ins. */
  machine?: Readonly<Record<string, string>>
  /** Where a step with `id-token: write` asks for its token. Default: nowhere. */
  identity?: { url: string; token: string }
  /** Plays the program of a step without a process of its own; null: a real process. Default: always a real one. */
  start?: StartProcess
  /** Called before and after each step that runs; the step waits for it. */
  onStep?(moment: StepMoment): void | Promise<void>
}

/** A push. */
export interface Push {
  /** Default: the default branch. */
  branch?: string
  /** A tag is set on the branch's commit instead of adding a commit. */
  tag?: string
  /** All files of the commit. Default: those of the commit before. */
  files?: Files
  /** Files added or changed on top; null takes one away. */
  change?: Readonly<Record<string, string | null>>
  message?: string
  /** Who pushes. Default `ada`. */
  by?: string
}

/** A dispatch by a person. */
export interface Dispatch {
  /** Path or name of the file. */
  workflow: string
  /** Branch or tag. Default: the default branch. */
  ref?: string
  inputs?: Readonly<Record<string, unknown>>
  by?: string
}

/** An answer to a prompt; of all runs that ask, unless one is named. */
export interface Answer {
  environment: string
  by: string
  run?: number
  comment?: string
}
