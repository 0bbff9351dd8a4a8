import { instancesOf, type RunTree } from './tree.ts'

/** Takes over the answers that have come into a run's record since, for all jobs that wait for them. */
export const noticeReviews = (run: RunTree): void => {
  const { approvals } = run.record
  for (const { environments, state, user } of approvals.slice(run.reviewsSeen)) {
    for (const { gate } of instancesOf(run.root)) {
      if (gate?.review !== 'asked' || !environments.includes(gate.environment)) continue
      if (state === 'approved') gate.review = 'approved'
      if (state === 'rejected') gate.review = { rejectedBy: user }
    }
  }
  run.reviewsSeen = approvals.length
}
