import type { ZodType, z } from 'zod'
import type { Exec } from '../kit/exec.ts'
import type { Http } from '../kit/http.ts'
import type { Logger } from '../kit/log.ts'
import type { MetricSource, SourceAbilities } from '../metrics/source.ts'
import type { Capabilities, Platform } from './platform.ts'

/** What an adapter may need from the run it works for. */
export interface AdapterContext {
  /** Makes a client for one system. Default: the kit's own, with the signal of this context and no proxy. */
  http?: (provider: string) => Http
  /** The value of a secret by its name. Throws ConfigError when it is missing. */
  secret(name: string): string
  /** Runs programs. Absent: none can be run. */
  exec?: Exec
  /** Directory that relative paths of the configuration start from: the working copy. */
  workspace: string
  /** Fires when the run is told to stop. */
  signal: AbortSignal
  log: Pick<Logger, 'info' | 'warning' | 'debug'>
  /** GitHub's token that says who this run is, made out to one audience. Absent: this is no GitHub run. */
  identity?(audience: string): Promise<string>
  /** Keeps a credential obtained on the way out of every output. Absent: nothing is printed. */
  hide?(name: string, value: string): void
}

/** What a metric of the configuration asks of a platform's own history. */
export interface HistoryMetric {
  /** Name under which the slices are asked for. */
  name: string
  /** A request is bad when it took longer, in milliseconds; null: when it failed. */
  slowerThan: number | null
}

/** A kind of platform, as the registry holds it: what the configuration must know, and how to connect. */
export interface PlatformDefinition {
  /** The name people write. */
  readonly type: string
  readonly capabilities: Capabilities
  /** Present where releases live on this machine or in its network: smoke tests may then go there. Metadata services never. */
  readonly privateAddresses?: true
  /** Present where a component's own keys say what it can do; `capabilities` is then the least. */
  capabilitiesOf?(options: unknown): Capabilities
  /** Schema of the component's keys of its own, in kebab-case: a strict object. */
  readonly options: ZodType
  /** Names of the secrets that these options need: the configuration asks for them under `secrets`. */
  secrets?(options: unknown): readonly string[]
  /** `options` is what the schema made of the component's keys. Asks nothing of the platform yet. */
  connect(options: unknown, context: AdapterContext): Platform
  /** Present when the platform counts requests itself. */
  readonly source?: {
    readonly type: string
    /** Keys of an entry of `sources`; the platform's own history needs none. */
    readonly options: ZodType
    readonly abilities: SourceAbilities
  }
  /**
   * The platform's own counts as a source of metrics. A metric not listed is read by its name:
   * `errors`, or `slower-than-250ms`.
   */
  history?(options: unknown, context: AdapterContext, metrics?: readonly HistoryMetric[]): MetricSource
}

/** A definition as an adapter writes it, with its options typed by its own schema. */
export interface PlatformSpec<Schema extends ZodType>
  extends Pick<PlatformDefinition, 'type' | 'capabilities' | 'source' | 'privateAddresses'> {
  readonly options: Schema
  secrets?(options: z.output<Schema>): readonly string[]
  connect(options: z.output<Schema>, context: AdapterContext): Platform
  capabilitiesOf?(options: z.output<Schema>): Capabilities
  history?(
    options: z.output<Schema>,
    context: AdapterContext,
    metrics?: readonly HistoryMetric[],
  ): MetricSource
}

/**
 * Turns a typed definition into one that can stand beside others in a registry. Whoever connects hands in what
 * `options` made of the configuration, and nothing else.
 */
export const definePlatform = <Schema extends ZodType>({
  history,
  connect,
  secrets,
  capabilitiesOf,
  ...rest
}: PlatformSpec<Schema>): PlatformDefinition => ({
  ...rest,
  ...(secrets && { secrets: (options) => secrets(options as z.output<Schema>) }),
  connect: (options, context) => connect(options as z.output<Schema>, context),
  ...(capabilitiesOf && { capabilitiesOf: (options) => capabilitiesOf(options as z.output<Schema>) }),
  ...(history && {
    history: (options, context, metrics) => history(options as z.output<Schema>, context, metrics),
  }),
})
