/** What people are told of a rollout, each once. */
export const NOTICE_KINDS = [
  'started',
  'bumped',
  'approval-asked',
  'held',
  'aborted',
  'rolled-back',
  'rollback-failed',
  'promoted',
] as const

export type NoticeKind = (typeof NOTICE_KINDS)[number]
