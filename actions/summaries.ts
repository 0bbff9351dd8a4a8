import type { SecretsOutcome } from '../src/gates/check-secrets.ts'
import type { GateOutcome } from '../src/gates/outcome.ts'
import type { Service } from '../src/gates/service.ts'
import type { SmokeOutcome } from '../src/gates/smoke-test.ts'
import { summarizeGate, summarizeTable } from '../src/report/gate.ts'

/** The summary of a gate that has no table of its own. */
export const gateSummary = (title: string, service: Service, outcome: GateOutcome): string =>
  summarizeGate({ title, service: service.name, environment: service.environment }, outcome)

/** Names and states of the secrets, nothing else. */
export const secretsSummary = (service: string, environment: string, outcome: SecretsOutcome): string =>
  [
    summarizeGate({ title: 'Secret check', service, environment }, outcome),
    summarizeTable(
      ['Secret', 'Where', 'State', 'What to do'],
      outcome.secrets.map(({ name, where, state, remedy }) => [name, where, state, remedy]),
    ),
  ].join('\n')

/** What each smoke check saw. */
export const smokeSummary = (service: Service, outcome: SmokeOutcome): string =>
  [
    gateSummary('Smoke test', service, outcome),
    summarizeTable(
      ['Check', 'Component', 'Verdict', 'Requests', 'Slowest', 'What was wrong'],
      outcome.checks.map(({ check, component, verdict, attempts, slowest, faults, figures = '' }) => [
        check,
        component,
        verdict,
        String(attempts),
        slowest === null ? '' : `${Math.round(slowest)} ms`,
        [...faults, figures].filter(Boolean).join(', '),
      ]),
    ),
  ].join('\n')
