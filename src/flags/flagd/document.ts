import { z } from 'zod'
import { canonicalJson } from '../../kit/canonical-json.ts'
import type { Audience } from '../../rollout/audience.ts'
import type { FlagOrder } from '../definition.ts'

/**
 * Parts of a fraction. The evaluator wants whole numbers, and a sum that never changes is what keeps everybody on their
 * side of the line while the share grows (https://flagd.dev/reference/custom-operations/fractional-operation/).
 */
const PARTS = 100_000

/** A JSON document of flags, as far as we look into it. What we do not know is kept as it is. */
export const documentShape = z.looseObject({ flags: z.record(z.string(), z.unknown()) })

const flagShape = z.looseObject({
  state: z.enum(['ENABLED', 'DISABLED']),
  metadata: z
    .looseObject({
      sluiceWeight: z.number().min(0).max(100).optional(),
      sluiceCohort: z.string().max(100).optional(),
      sluiceRegions: z.string().max(2000).optional(),
    })
    .optional(),
})

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

type Facts = Pick<FlagOrder<unknown>, 'seed' | 'cohorts'>

/** The rule of an audience: everything that does not hold leads to `off`. */
const targetingOf = ({ weight, cohort, regions }: Audience, { seed, cohorts }: Facts): Json => {
  const share = Math.round((weight * PARTS) / 100)
  const fraction: Json = {
    fractional: [{ cat: [seed, '/', { var: 'targetingKey' }] }, ['on', share], ['off', PARTS - share]],
  }
  const users = cohort === null ? undefined : cohorts[cohort]
  // Named users are all meant, at any weight; a group is shared by the weight.
  const inner: Json = users ? 'on' : weight === 100 ? 'on' : fraction
  const conditions: Json[] = [
    ...(regions.length > 0 ? [{ in: [{ var: 'region' }, [...regions]] }] : []),
    ...(users ? [{ in: [{ var: 'targetingKey' }, [...users]] }] : []),
    // Not `in`, which finds a part of a name when the groups are written as one text.
    ...(cohort !== null && !users ? [{ some: [{ var: 'groups' }, { '==': [{ var: '' }, cohort] }] }] : []),
  ]
  if (conditions.length === 0) return inner === 'on' ? { if: [true, 'on', 'off'] } : inner
  return { if: [conditions.length === 1 ? (conditions[0] ?? true) : { and: conditions }, inner, 'off'] }
}

/** The whole entry of a flag, as the document's own schema wants it (https://flagd.dev/schema/v0/flags.json). */
export const entryOf = (audience: Audience, facts: Facts): Json => {
  const off = audience.weight === 0
  return {
    state: 'ENABLED',
    variants: { on: true, off: false },
    defaultVariant: 'off',
    ...(off ? {} : { targeting: targetingOf(audience, facts) }),
    metadata: {
      sluiceWeight: audience.weight,
      ...(off || audience.cohort === null ? {} : { sluiceCohort: audience.cohort }),
      ...(off || audience.regions.length === 0 ? {} : { sluiceRegions: audience.regions.join(',') }),
    },
  }
}

/**
 * Whom an entry lets in. What we noted in its metadata counts only if the rule beside it is exactly what we would write
 * for that: null where somebody wrote something else. An entry that is not there, or disabled, lets nobody in.
 */
export const audienceIn = (entry: unknown, facts: Facts): Audience | null => {
  const nobody: Audience = { weight: 0, cohort: null, regions: [] }
  if (entry === undefined) return nobody
  const read = flagShape.safeParse(entry)
  if (!read.success) return null
  if (read.data.state === 'DISABLED') return nobody
  const { sluiceWeight, sluiceCohort, sluiceRegions } = read.data.metadata ?? {}
  if (sluiceWeight === undefined) return null
  const audience: Audience = {
    weight: sluiceWeight,
    cohort: sluiceCohort ?? null,
    regions: sluiceRegions === undefined ? [] : sluiceRegions.split(','),
  }
  return canonicalJson(entry) === canonicalJson(entryOf(audience, facts)) ? audience : null
}
