import * as z from 'zod'
import type { Step } from '../../rollout/plan.ts'
import type { FlagDefinition, Registry } from '../definition.ts'
import { matching, NAME } from '../fields.ts'
import type { Findings } from '../findings.ts'
import type { ComponentConfig, FlagConfig } from '../service.ts'
import {
  definitionOf,
  entriesOf,
  isMapping,
  type Need,
  ownKeys,
  readOptions,
  unknownName,
} from './entries.ts'

/** Most flags of a service. */
export const MAX_FLAGS = 20

/** Name of a cohort, as steps write it and applications know it. */
export const COHORT_PATTERN = '^[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}$'

/** Keys of a flag that do not depend on its store. */
export const flagSchema = z.strictObject({
  type: z.string().max(40).describe('Kind of store. It adds keys of its own.'),
  key: matching({
    title: 'key of a flag',
    pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$',
    what: 'the key of a flag',
    fix: 'letters, digits and . _ : / -',
  })
    .optional()
    .describe('Name in the store. Default: the name here.'),
  seed: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Flags with the same seed let the same users in first. Default: the name of the service, so that all its flags agree.',
    ),
  cohorts: z
    .record(z.string().meta({ pattern: COHORT_PATTERN }), z.array(z.string().min(1).max(200)).min(1).max(500))
    .optional()
    .describe(
      'Cohorts that are lists of users, by name. Listed users are let in at any weight above 0. A cohort that is not listed is a group that the application knows.',
    ),
})

/** Reads `flags`. */
export const readFlags = async (
  raw: unknown,
  stores: Registry<FlagDefinition>,
  service: string,
  notes: { findings: Findings; needs: Need[] },
): Promise<FlagConfig[]> => {
  const { findings } = notes
  const rule = { what: 'flag', ...NAME, limit: MAX_FLAGS, required: false }
  const shape = flagSchema.shape
  const flags: FlagConfig[] = []
  for (const { name, value, path } of entriesOf(raw, ['flags'], rule, findings)) {
    const base = findings.read(flagSchema, ownKeys(value, shape), path)
    const type = isMapping(value) ? value.type : undefined
    const definition = await definitionOf(stores, type, [...path, 'type'], 'flag store', findings)
    const options = definition && readOptions(definition, { value, shape, path }, notes)
    flags.push({
      name,
      type: definition?.type ?? '',
      key: base?.key ?? name,
      seed: base?.seed ?? service,
      cohorts: base?.cohorts ?? {},
      options,
    })
  }
  return flags
}

/** Notes exposures and features that name no flag, and cohorts or regions that nothing could honour. */
export const checkFlagUse = (
  { components, flags }: { components: readonly ComponentConfig[]; flags: readonly FlagConfig[] },
  environments: readonly { name: string; steps: readonly Step[] }[],
  findings: Findings,
): void => {
  const names = flags.map(({ name }) => name)
  for (const { name, exposure } of components) {
    const flag = exposure.startsWith('flag:') ? exposure.slice('flag:'.length) : null
    if (flag !== null && !names.includes(flag))
      findings.add(unknownName(['components', name, 'exposure'], 'flag', names, flag))
  }
  const leads = components.some(({ exposure }) => exposure.startsWith('flag:'))
  const split = components.find(({ exposure, capabilities }) => exposure === 'split' && capabilities !== null)
  for (const { name, steps } of environments) {
    const told = new Set<string>()
    for (const [index, { features = [], cohort, regions }] of steps.entries()) {
      const path = ['environments', name, 'steps', index]
      for (const feature of features)
        if (!names.includes(feature) && !told.has(feature)) {
          told.add(feature)
          findings.add(unknownName([...path, 'features'], 'flag', names, feature))
        }
      const key = cohort === undefined ? (regions === undefined ? null : 'regions') : 'cohort'
      if (key === null) continue
      const docs = 'flags/README.md#cohorts-and-regions'
      if (split)
        findings.add({
          path: [...path, key],
          message: `${split.name} follows the weights by traffic, and ${split.platform} divides traffic without knowing users`,
          fix: `exposure: flag:<name> for ${split.name}, or a step without ${key}`,
          docs,
        })
      else if (!leads && features.length === 0)
        findings.add({
          path: [...path, key],
          message: 'no flag is on at this step that could let these users in alone',
          fix: 'exposure: flag:<name> for a component, or features',
          docs,
        })
    }
  }
}
