import type { GitHubState } from '../../test/fakes/github/state.ts'
import type { Choices, Dice } from './choices.ts'
import type { Groups } from './groups.ts'
import type { Machine } from './job-order.ts'
import type { Granted } from './permissions.ts'
import type { Vault } from './vault.ts'

/** All that the runs of one runner share. */
export interface World {
  state: GitHubState
  /** Base address of the stand-in. */
  url: string
  machine: Machine
  choices: Choices
  dice: Dice
  groups: Groups
  secrets: Vault
  variables: Vault
  /** What a workflow without `permissions` gets. */
  ceiling: Granted
  protectedBranches: readonly string[]
  /** Jobs that may run at once. */
  slots: number
  /** Jobs that run now. */
  running: number
  /** Rises with each job, for its token and its folder. */
  jobs: number
}
