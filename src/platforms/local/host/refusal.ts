/**
 * Why the host does not do what it was asked. The caller's mistake, except `not-ready` (try again), `failed-start` (the
 * revision does not run) and `overtaken` (somebody gave a newer order for the weights while this one waited).
 */
export type RefusalCode =
  | 'bad-request'
  | 'unauthorized'
  | 'unknown-path'
  | 'unknown-release'
  | 'directory-missing'
  | 'other-revision'
  | 'still-serving'
  | 'overtaken'
  | 'not-ready'
  | 'failed-start'

const STATUS: Record<RefusalCode, number> = {
  'bad-request': 400,
  unauthorized: 401,
  'unknown-path': 404,
  'unknown-release': 404,
  'directory-missing': 422,
  'other-revision': 409,
  'still-serving': 409,
  overtaken: 409,
  'not-ready': 503,
  'failed-start': 424,
}

/** Thrown inside the host; the admin API answers it as `{ error: { code, message } }`. Nothing was changed. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly status: number

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.status = STATUS[code]
  }
}
