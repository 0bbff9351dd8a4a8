import { ConfigError } from '../kit/errors.ts'
import { parsePercent } from '../kit/grammar.ts'
import type { UsualTraffic } from '../rollout/plan.ts'

const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86_400 }

const FORM =
  /^(?<metric>[a-z][a-z0-9-]*)=(?<count>\d+(?:\.\d+)?)\/(?<unit>s|min|h|d)(?:@(?<rate>\d+(?:\.\d+)?%?))?$/

/** `errors=12/s@1%`: twelve units a second of which one in a hundred is bad. Throws ConfigError for anything else. */
export const parseTraffic = (text: string): UsualTraffic => {
  const { metric, count, unit, rate = '0%' } = FORM.exec(text)?.groups ?? {}
  const seconds = SECONDS[unit ?? '']
  const share = rate.endsWith('%') ? parsePercent(rate) : null
  if (metric === undefined || seconds === undefined || (share && !share.ok))
    throw new ConfigError({
      message: `--traffic ${text} cannot be read`,
      fix: '--traffic errors=12/s@1%: units per s, min, h or d, and their usual share of bad ones',
      docs: 'cli.md#traffic',
    })
  return {
    metric,
    perSecond: Number(count) / seconds,
    rate: share?.ok ? share.value / 100 : Number(rate),
  }
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?Z$/

/** `2026-01-31T08:00:00Z` as milliseconds since 1970. Throws ConfigError for anything else. */
export const parseMoment = (text: string, at: string): number => {
  const moment = MOMENT.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isFinite(moment)) return moment
  throw new ConfigError({
    message: 'this is no moment in UTC',
    at,
    fix: '2026-01-31T08:00:00Z',
    docs: 'cli.md#moments',
  })
}
