import * as z from 'zod'
import { NOTICE_KINDS } from '../../rollout/notices.ts'
import type { NotifierDefinition, Registry } from '../definition.ts'
import { duration, NAME } from '../fields.ts'
import type { Findings } from '../findings.ts'
import type { NotifierConfig } from '../service.ts'
import { definitionOf, entriesOf, type Need, ownKeys, readOptions, unknownName } from './entries.ts'

/** Most notifiers of a service. */
export const MAX_NOTIFIERS = 10

/** Keys of a notifier that do not depend on its type. */
export const notifierSchema = z.strictObject({
  type: z.string().max(40).describe('Kind of notifier. It adds keys of its own.'),
  events: z
    .array(z.enum(NOTICE_KINDS))
    .min(1)
    .max(NOTICE_KINDS.length)
    .optional()
    .describe('What is told. Default: everything.'),
  environments: z
    .array(z.string().meta({ pattern: NAME.pattern }))
    .min(1)
    .max(20)
    .optional()
    .describe('Environments of which it is told. Default: all.'),
  remind: duration({ min: 60_000 })
    .prefault('4h')
    .describe('While a rollout waits for a person it is told again this often.'),
})

/** Reads `notify`. */
export const readNotifiers = async (
  raw: unknown,
  notifiers: Registry<NotifierDefinition>,
  environments: readonly string[],
  notes: { findings: Findings; needs: Need[] },
): Promise<NotifierConfig[]> => {
  const { findings } = notes
  const rule = { what: 'notifier', ...NAME, limit: MAX_NOTIFIERS, required: false }
  const read: NotifierConfig[] = []
  for (const { name, value, path } of entriesOf(raw, ['notify'], rule, findings)) {
    const { shape } = notifierSchema
    const base = findings.read(notifierSchema, ownKeys(value, shape), path)
    const definition = await definitionOf(notifiers, base?.type, [...path, 'type'], 'notifier type', findings)
    const options = definition && readOptions(definition, { value, shape, path }, notes)
    for (const [index, environment] of (base?.environments ?? []).entries())
      if (!environments.includes(environment))
        findings.add(unknownName([...path, 'environments', index], 'environment', environments, environment))
    if (!base) continue
    const { type, events = NOTICE_KINDS, remind } = base
    read.push({ name, type, options, events, environments: base.environments ?? null, remind })
  }
  return read
}
