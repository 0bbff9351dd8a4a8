import type { Forge } from '../../src/forge/forge.ts'
import { githubForge } from '../../src/forge/github.ts'
import { admit } from '../../src/gates/admit.ts'
import type { ApprovalRule } from '../../src/gates/approvals.ts'
import { type DueOrder, lookForDue } from '../../src/gates/due.ts'
import { checkSchema } from '../../src/gates/migrate.ts'
import { propose } from '../../src/gates/propose.ts'
import { recordApproval } from '../../src/gates/record-approval.ts'
import { requestRollback } from '../../src/gates/request-rollback.ts'
import type { RevisionRule } from '../../src/gates/revision.ts'
import type { Service } from '../../src/gates/service.ts'
import { settle } from '../../src/gates/settle.ts'
import type { InFlightPolicy, Plan } from '../../src/rollout/plan.ts'
import { ensureEnvironment } from '../fakes/github/routes/environments.ts'
import { addRun } from '../fakes/github/routes/runs.ts'
import { addWorkflow } from '../fakes/github/routes/workflows.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import { FULL_TOKEN, type Run, shaOf } from '../fakes/github/state.ts'
import { headOf, openOn } from '../ledger/github.ts'
import { JUDGEMENT, openShop, PLAN, type Shop, type ShopOptions } from '../scenarios/shop.ts'

/** The rule that most pipelines have. */
export const BY_ENVIRONMENT: ApprovalRule = {
  from: 'environment',
  environment: 'production-approval',
  self: true,
  approvers: [],
}

/** A shop whose records, runs and people live on a stand-in for GitHub, as its workflows see them. */
export interface Canal {
  github: GitHubStandIn
  shop: Shop
  forge: Forge
  /** Adds a commit to `main` and answers its SHA. */
  commit(message: string): string
  /** A run of the pipeline, as a push starts one. */
  run(given?: Partial<Run>): Run
  /** Connected as a job of that run. */
  service(run: Run, login?: string): Service
  propose(
    run: Run,
    revision: string,
    more?: {
      approval?: boolean
      inFlight?: InFlightPolicy
      allowDowngrade?: boolean
      origin?: RevisionRule | null
      plan?: Plan
      login?: string
    },
  ): ReturnType<typeof propose>
  /** A person answers the question of the approval environment. */
  answer(run: Run, login: string, answer: 'approved' | 'rejected', environment?: string): void
  admit(
    run: Run,
    rollout: string,
    more?: { approval?: Partial<ApprovalRule>; inFlight?: InFlightPolicy; configHash?: string },
  ): ReturnType<typeof admit>
  settle(run: Run, rollout: string): ReturnType<typeof settle>
  recordApproval(run: Run, rollout: string, step: number): ReturnType<typeof recordApproval>
  /** Deploys, tests and takes the first step, as the job does after it was admitted. */
  release(revision: string): Promise<void>
  look(more?: Partial<DueOrder>, freeze?: Service['freeze']): ReturnType<typeof lookForDue>
  requestRollback(run: Run, login?: string): ReturnType<typeof requestRollback>
  close(): Promise<void>
}

const orderOf = (plan: Plan, revision: string, inFlight: InFlightPolicy) => ({
  revision,
  plan,
  planHash: 'plan-1',
  judgement: JUDGEMENT,
  configHash: 'config-1',
  inFlight,
  dryRun: false,
})

const asking = (plan: Plan): Plan => ({
  ...plan,
  steps: plan.steps.map((step, index) => (index === 0 ? { ...step, approval: true } : step)),
})

/** Opens one; close it, so that requests which GitHub's specification does not allow are seen. */
export const openCanal = async (options: ShopOptions = {}): Promise<Canal> => {
  const github = await startGitHub()
  const open = (run: string) => openOn(github, { run, ref: headOf(github) })
  const shop = openShop({ clock: github.clock, ledger: open, ...options })
  const forge = githubForge({
    token: FULL_TOKEN,
    apiUrl: github.url,
    repository: 'acme/shop',
    tool: '0.1.0',
    sleep: async (ms) => github.advance(ms),
    random: () => 0.5,
    monotonic: () => 0,
  })
  addWorkflow(github.state, { path: '.github/workflows/deploy.yml', dispatch: { inputs: ['revision'] } })
  addWorkflow(github.state, {
    path: '.github/workflows/approve.yml',
    dispatch: { inputs: ['environment', 'config', 'rollout-id', 'step'] },
  })
  addWorkflow(github.state, { path: '.github/workflows/tick.yml', dispatch: { inputs: [] } })
  addWorkflow(github.state, { path: '.github/workflows/rollback.yml', dispatch: { inputs: [] } })
  ensureEnvironment(github.state, 'production-approval').reviewers.push('grace', 'ada')
  const service = (run: Run, login = 'ada'): Service => ({
    ...shop.connect(login),
    ledger: open(String(run.id)),
    author: { login, run: String(run.id), tool: '0.1.0' },
  })
  const { plan: given = {} } = options
  return {
    github,
    shop,
    forge,
    commit: (message) => {
      const parent = headOf(github)
      const sha = shaOf(`${parent} ${message}`)
      const before = github.state.commits.get(parent)
      github.advance(1000)
      github.state.commits.set(sha, {
        sha,
        parents: [parent],
        tree: before?.tree ?? '',
        message,
        at: github.clock.now(),
        author: 'ada',
      })
      github.state.refs.set('refs/heads/main', sha)
      return sha
    },
    run: (more = {}) => addRun(github.state, { path: '.github/workflows/deploy.yml', ...more }),
    service,
    propose: async (run, revision, more = {}) => {
      const { approval = true, inFlight = 'queue', allowDowngrade = false, login } = more
      const plan = more.plan ?? { ...PLAN, ...given }
      return propose(service(run, login), forge, {
        ...orderOf(approval ? asking(plan) : plan, revision, inFlight),
        ...(await checkSchema(shop.schema())),
        allowDowngrade,
        origin: more.origin === undefined ? { ref: 'refs/heads/main', tags: ['v*'] } : more.origin,
      })
    },
    answer: (run, login, answer, environment = 'production-approval') => {
      run.approvals.push({ environments: [environment], state: answer, user: login, comment: '' })
      ensureEnvironment(github.state, environment)
    },
    admit: (run, rollout, { approval = {}, inFlight = 'queue', configHash = 'config-1' } = {}) =>
      admit({ ...service(run), configHash }, forge, {
        rollout,
        approval: { ...BY_ENVIRONMENT, ...approval },
        inFlight,
        dryRun: false,
      }),
    settle: (run, rollout) => settle(service(run), forge, { rollout, dryRun: false }),
    recordApproval: (run, rollout, step) =>
      recordApproval(service(run), forge, { rollout, step, approval: BY_ENVIRONMENT, dryRun: false }),
    release: async (revision) => {
      await shop.deploy(revision)
      await shop.smoke('canary')
      await shop.tick()
    },
    look: (more = {}, freeze = []) =>
      lookForDue({ ...shop.connect('github-actions'), components: [], ledger: open('9'), freeze }, forge, {
        approveWorkflow: 'approve.yml',
        config: '.github/sluice.yml',
        remind: null,
        dryRun: false,
        ...more,
      }),
    requestRollback: (run, login = 'grace') =>
      requestRollback({ ...service(run, login), components: [] }, forge, { by: login, dryRun: false }),
    close: () => github.close(),
  }
}

/** Plays a story on a canal of its own. */
export const onCanal =
  (story: (canal: Canal) => Promise<void>, options: ShopOptions = {}) =>
  async (): Promise<void> => {
    const canal = await openCanal(options)
    try {
      await story(canal)
    } catch (error) {
      await canal.close().catch(() => {})
      throw error
    }
    await canal.close()
  }
