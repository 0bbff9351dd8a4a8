import * as z from 'zod'
import type { Capabilities } from '../../platforms/platform.ts'
import { flagOf } from '../../rollout/audience.ts'
import type { Exposure } from '../../rollout/plan.ts'
import type { PlatformDefinition, Registry, SourceDefinition } from '../definition.ts'
import { COMPONENT_NAME, matching } from '../fields.ts'
import type { Findings, Path } from '../findings.ts'
import type { ComponentConfig } from '../service.ts'
import {
  definitionOf,
  entriesOf,
  isMapping,
  type Need,
  ownKeys,
  readOptions,
  unknownName,
} from './entries.ts'

/** How people get to a component; the name is that of a flag. */
const EXPOSURE_PATTERN = '^(split|full|flag:[a-z][a-z0-9-]{0,30})$'

/** Keys of a component that do not depend on its platform. */
export const componentSchema = z.strictObject({
  platform: z.string().max(40).describe('Where it runs. The platform adds keys of its own.'),
  'allow-private-network': z
    .boolean()
    .default(false)
    .describe(
      'Lets smoke tests reach its releases in a private network. Metadata services stay out of reach. `local` needs no permission.',
    ),
  exposure: matching({
    title: '`split`, `full` or `flag:<name>`',
    pattern: EXPOSURE_PATTERN,
    what: 'an exposure',
    fix: 'split, full, or flag: and the name of a flag',
  })
    .transform((text) => text as Exposure)
    .prefault('split')
    .describe(
      '`split` follows the weights of the steps by traffic. `full` is deployed whole at the deploy gate: both releases must be able to live with it. `flag:<name>` too, and the flag of that name follows the weights by users.',
    ),
  'when-on': z
    .literal('full')
    .exactOptional()
    .describe(
      'For `exposure: flag:<name>`: what a release gets when its flag lets in already all that the last step asks for, because an earlier release was led there. `full`: it is deployed whole, for all of them at once. Default: such a release is refused.',
    ),
  'on-rollback': z
    .literal('pause-jobs')
    .exactOptional()
    .describe(
      'What else the way back does. `pause-jobs` stops its scheduled jobs before traffic moves; they run again when the hold is released. Default: jobs are left alone.',
    ),
})

/** Most components of a service. */
export const MAX_COMPONENTS = 20

/** The components, and what each platform in use says of its own history. */
export interface Components {
  components: readonly ComponentConfig[]
  /** By type of platform; absent where a platform counts nothing. */
  histories: ReadonlyMap<string, SourceDefinition>
}

/** Reads `components`. */
export const readComponents = async (
  raw: unknown,
  platforms: Registry<PlatformDefinition>,
  notes: { findings: Findings; needs: Need[] },
): Promise<Components> => {
  const { findings } = notes
  const rule = { what: 'component', ...COMPONENT_NAME, limit: MAX_COMPONENTS, required: true }
  const shape = componentSchema.shape
  const components: ComponentConfig[] = []
  const histories = new Map<string, SourceDefinition>()
  for (const { name, value, path } of entriesOf(raw, ['components'], rule, findings)) {
    const base = findings.read(componentSchema, ownKeys(value, shape), path)
    const type = isMapping(value) ? value.platform : undefined
    const definition = await definitionOf(platforms, type, [...path, 'platform'], 'platform', findings)
    const options = definition && readOptions(definition, { value, shape, path }, notes)
    if (definition?.source) histories.set(definition.type, definition.source)
    const capabilities = (base && declared(definition, options)) ?? null
    const pausesJobs = base?.['on-rollback'] === 'pause-jobs'
    if (pausesJobs && capabilities?.jobs === false)
      findings.add({
        path: [...path, 'on-rollback'],
        message: `${definition?.type} has no scheduled jobs that could be stopped`,
        fix: 'remove it, and stop jobs where they are started',
        docs: 'capabilities.md',
      })
    if (base?.['when-on'] !== undefined && flagOf(base.exposure) === null)
      findings.add({
        path: [...path, 'when-on'],
        message: `no flag leads to ${name}, so there is none that could be on already`,
        fix: 'remove it, or write exposure: flag:<name>',
        docs: 'flags/README.md#the-next-release',
      })
    // A component with mistakes still has its name, so that what refers to it is not called a mistake as well.
    components.push({
      name,
      platform: definition?.type ?? '',
      exposure: base?.exposure ?? 'split',
      ...(base?.['when-on'] && { whenOn: base['when-on'] }),
      ...(pausesJobs && { pausesJobs }),
      allowPrivate: base?.['allow-private-network'] ?? false,
      options,
      capabilities,
    })
  }
  return { components, histories }
}

/** What the platform can do, or what the component says that it can. */
const declared = (definition: PlatformDefinition | undefined, options: unknown): Capabilities | undefined =>
  options === undefined
    ? definition?.capabilities
    : (definition?.capabilitiesOf?.(options) ?? definition?.capabilities)

/** The component that is named, or the only one there is. */
export const componentOf = (
  named: unknown,
  path: Path,
  components: readonly ComponentConfig[],
  findings: Findings,
  key = 'of',
): ComponentConfig | undefined => {
  const names = components.map(({ name }) => name)
  if (named === undefined) {
    if (components.length > 1)
      findings.add({ path: [...path, key], on: 'key', message: 'missing', fix: `one of ${names.join(', ')}` })
    return components.length === 1 ? components[0] : undefined
  }
  const found = components.find(({ name }) => name === named)
  if (!found && typeof named === 'string')
    findings.add(unknownName([...path, key], 'component', names, named))
  return found
}
