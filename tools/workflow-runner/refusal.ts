/**
 * Something that GitHub may well do and this runner does not: it is thrown out of the call that met it, never played
 * as a failed run, so that no test can pass on a feature that was not there.
 */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'

  /** @param what the feature by its name, and where it stands */
  constructor(what: string) {
    super(`The workflow runner refuses ${what}`)
  }
}

/** What GitHub itself would refuse, in its own words: a run that fails at its start, or a job that cannot begin. */
export class WorkflowError extends Error {
  override readonly name = 'WorkflowError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** What failed by the workflow's own fault. Faults of this runner, and what it refuses, go on upwards. */
export const faultOf = (error: unknown): string => {
  const ours = error instanceof RefusedError || error instanceof TypeError || error instanceof ReferenceError
  if (ours || !(error instanceof Error)) throw error
  return error.message
}
