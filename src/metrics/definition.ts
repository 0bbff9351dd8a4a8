import type { z } from 'zod'
import type { Http } from '../kit/http.ts'
import type { AddressGuard } from '../kit/http-address.ts'
import type { MetricSource, SourceAbilities } from './source.ts'

/** The repository that a run works for, and how to ask GitHub about it. */
export interface GitHubAccess {
  token: string
  /** Base address of the API. */
  apiUrl: string
  /** `owner/name`. */
  repository: string
}

/** What a source of metrics is given from outside. */
export interface SourceContext {
  /** The value of the secret of this name. Throws ConfigError when it is missing. The only way to a credential. */
  secret(name: string): string
  /** A client that keeps to the rules for addresses which come from a configuration. */
  http: Http
  /**
   * The same for a source whose configuration says how far its addresses may lead; it takes the place of `http`.
   * Absent: `http` is all there is, and the source refuses private addresses as far as it can read them itself.
   */
  openHttp?(guard: AddressGuard): Http
  /** The run's own repository and token; absent outside of GitHub. */
  readonly github?: GitHubAccess
  /** GitHub's token that says who this run is, made out to one audience. Absent: this is no GitHub run. */
  identity?(audience: string): Promise<string>
  /** Keeps a credential obtained on the way out of every output. Absent: nothing is printed. */
  hide?(name: string, value: string): void
  /** Where relative paths of the configuration start: the working copy. Default the current directory. */
  readonly workspace?: string
  /** Progress for people, one line each, without values. */
  log(line: string): void
}

/** What reading costs, so that a plan dearer than the vendor allows is refused before it starts. */
export interface SourceCost<Metric> {
  /** Requests that one look at one metric takes: `count` slices of `slice` milliseconds each. */
  perRead(grid: { slice: number; count: number }, metric: Metric): number
  /** What the vendor allows of such requests, per `per` milliseconds. */
  limit: { requests: number; per: number }
}

/** One metric as the configuration names it. */
export interface MetricQuestion<Options> {
  name: string
  /** A unit is bad when it took longer, in milliseconds; null: the source says what is bad. */
  slowerThan: number | null
  /** The unit of an amount (`user`): bad is then a sum such as a cost, which may exceed the units. Default null: a share. */
  per?: string | null
  /** What the source's own schema made of the metric's keys. */
  options: Options
}

/** One kind of source, as the registry and the configuration know it. */
export interface SourceDefinition<
  Options extends z.ZodType = z.ZodType,
  Metric extends z.ZodType = z.ZodType,
> {
  /** The name in the configuration: `prometheus`. */
  readonly type: string
  /** Its block under `sources`; keys are kebab-case, unknown keys are refused. */
  readonly options: Options
  /** The keys that it adds to each metric. */
  readonly metric: Metric
  /** What it can do with its usual options. */
  readonly abilities: SourceAbilities
  /** What it can do with these options and for this metric, null where no metric is meant. Absent: `abilities`. */
  abilitiesOf?(options: z.output<Options>, metric: z.output<Metric> | null): SourceAbilities
  /** Present where the vendor limits the number of requests. */
  readonly cost?: SourceCost<z.output<Metric>>
  /** Names of the secrets it needs, for the secret check. */
  secrets(options: z.output<Options>): readonly string[]
  /** Prepares to answer one metric. Throws ConfigError when the question cannot be answered by this source. */
  connect(
    options: z.output<Options>,
    metric: MetricQuestion<z.output<Metric>>,
    context: SourceContext,
  ): Promise<MetricSource>
}
