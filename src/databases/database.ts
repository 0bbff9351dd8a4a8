/** One migration file, in the order of its version. */
export interface Migration {
  /** The leading number of the file name: `20260101000000`. */
  version: string
  /** The rest of the file name without `.sql`. */
  name: string
  sql: string
}

/** A statement that code of the release before cannot live with. */
export interface ContractFinding {
  version: string
  /** 1-based line in the file. */
  line: number
  /** Closed list: `drop-table`, `drop-column`, `rename`, `change-type`, `set-not-null`, `not-null-without-default`, `truncate`... */
  kind: string
  message: string
  /** Declared with `-- sluice:contract after <release>`; null when it is not. */
  declaredAfter: string | null
}

/** Something worth knowing before a migration runs; no reason to stop. */
export interface MigrationNotice {
  /** The file; null where it is about the database as it is. */
  version: string | null
  /** 1-based line in the file; null without one. */
  line: number | null
  /** Closed list: `lock`, `rewrite`, `scan`, `index-build`, `row-level-security`. */
  kind: 'lock' | 'rewrite' | 'scan' | 'index-build' | 'row-level-security'
  message: string
}

/** What applying the folder would do, and what stands in the way. */
export interface MigrationPlan {
  /** Version of the newest migration the database has; null when it has none. */
  at: string | null
  pending: readonly { version: string; name: string; sha256: string }[]
  /** Versions in the database that the folder lacks, or older than the newest and not applied, or changed since. Nothing is applied while any exists. */
  drift: readonly {
    version: string
    problem: 'missing-locally' | 'out-of-order' | 'changed' | 'dirty'
    message: string
  }[]
  contract: readonly ContractFinding[]
  /** Locks that the statements take, and what the database lacks. Absent: nothing was looked at. */
  notices?: readonly MigrationNotice[]
}

/** What was done, and where it stopped. */
export interface MigrationResult {
  applied: readonly string[]
  /** The file that failed: its own transaction was undone, earlier ones stay. */
  failed: { version: string; name: string; message: string; line: number | null } | null
  at: string | null
}

/** A database whose schema moves with releases. */
export interface Database {
  readonly type: string
  /** Reads only. */
  plan(migrations: readonly Migration[]): Promise<MigrationPlan>
  /** Applies what is pending, one transaction per file, under an advisory lock. */
  apply(migrations: readonly Migration[]): Promise<MigrationResult>
  /**
   * Marks the present state so that a person can restore it. Null with a reason where the server cannot. With `dryRun`
   * it only answers whether it could.
   */
  restorePoint(
    name: string,
    order?: { dryRun: boolean },
  ): Promise<{ id: string } | { id: null; reason: string }>
  close(): Promise<void>
}
