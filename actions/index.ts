/** Loads one action. Each is a chunk of the bundle of its own, so that a gate pays for nothing but itself. */
export const secretCheck = async () => (await import('./secret-check/main.ts')).secretCheck
export const preflight = async () => (await import('./preflight/main.ts')).preflight
export const migrate = async () => (await import('./migrate/main.ts')).migrate
export const deploy = async () => (await import('./deploy/main.ts')).deploy
export const smokeTest = async () => (await import('./smoke-test/main.ts')).smokeTest
export const rollout = async () => (await import('./rollout/main.ts')).rollout
export const rollback = async () => (await import('./rollback/main.ts')).rollback
export const tick = async () => (await import('./tick/main.ts')).tick
/** The command line; no action. */
export const cli = async () => (await import('./cli.ts')).runCli
