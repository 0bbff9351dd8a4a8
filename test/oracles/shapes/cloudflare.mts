import type { QueryResult } from 'cloudflare/resources/d1/database/database'
import type { TimeTravelGetBookmarkResponse } from 'cloudflare/resources/d1/database/time-travel'
import type { Key, KeyBulkUpdateResponse } from 'cloudflare/resources/kv/namespaces/keys'
import type { ObjectListResponse, ObjectUploadResponse } from 'cloudflare/resources/r2/buckets/objects'
import type { Deployment } from 'cloudflare/resources/workers/scripts/deployments'
import type { ScheduleGetResponse } from 'cloudflare/resources/workers/scripts/schedules'
import type { SecretListResponse } from 'cloudflare/resources/workers/scripts/secrets'
import type {
  VersionCreateResponse,
  VersionGetResponse,
  VersionListResponse,
} from 'cloudflare/resources/workers/scripts/versions'
import type * as ours from '../../../src/platforms/cloudflare-workers/shapes.ts'
import * as d1 from '../../fakes/vendors/cloudflare-api/d1.ts'
import * as storage from '../../fakes/vendors/cloudflare-api/storage.ts'
import * as workers from '../../fakes/vendors/cloudflare-api/workers.ts'
import type { Answer, Foreign, Item, None } from './names.mts'

/** Newer than the client: wrangler reads it too (https://developers.cloudflare.com/workers/configuration/versions-and-deployments/). */
type NotYet = 'annotations'

/** The client has an object where the API answers a list of bindings. */
type Unbound<T extends { resources: { bindings: unknown } }> = Omit<T, 'resources'> & {
  resources: Omit<T['resources'], 'bindings'>
}

type Detail = Unbound<Answer<typeof workers.detailOf>>

/** What the stand-in answers is what Cloudflare's own client expects. */
export const answers = {
  versions: workers.shortOf satisfies (...given: never[]) => VersionListResponse,
  version: (...given: Parameters<typeof workers.detailOf>): VersionGetResponse =>
    workers.detailOf(...given) satisfies Detail,
  upload: (...given: Parameters<typeof workers.detailOf>): VersionCreateResponse =>
    workers.detailOf(...given) satisfies Detail,
  deployment: workers.deploymentOf satisfies (...given: never[]) => Deployment,
  schedules: workers.schedulesOf satisfies (...given: never[]) => ScheduleGetResponse,
  secrets: workers.secretsOf satisfies (...given: never[]) => SecretListResponse[],
  statement: d1.statementAnswer satisfies (...given: never[]) => QueryResult,
  bookmark: d1.bookmarkAnswer satisfies (...given: never[]) => TimeTravelGetBookmarkResponse,
  key: storage.listedKey satisfies (...given: never[]) => Key,
  bulk: storage.written satisfies (...given: never[]) => KeyBulkUpdateResponse,
  object: storage.listedObject satisfies (...given: never[]) => ObjectListResponse,
  upload2: storage.putObject satisfies (...given: never[]) => ObjectUploadResponse,
}

type Runtime = NonNullable<VersionGetResponse['resources']['script_runtime']>

/** Nothing is answered or read under a name that the client does not have. */
export type Names = [
  None<Exclude<Foreign<Answer<typeof workers.shortOf>, VersionListResponse>, NotYet>>,
  None<Foreign<Answer<typeof workers.shortOf>['metadata'], VersionListResponse['metadata'] & {}>>,
  None<Exclude<Foreign<Answer<typeof workers.detailOf>, VersionCreateResponse>, NotYet>>,
  None<Foreign<Detail['resources']['script_runtime'], Runtime>>,
  None<Foreign<Answer<typeof workers.deploymentOf>, Deployment>>,
  None<Foreign<Item<Answer<typeof workers.deploymentOf>['versions']>, Deployment.Version>>,
  None<Foreign<Answer<typeof workers.deploymentOf>['annotations'], Deployment.Annotations>>,
  None<Foreign<Item<Answer<typeof workers.schedulesOf>['schedules']>, ScheduleGetResponse.Schedule>>,
  None<Foreign<Item<Answer<typeof workers.secretsOf>>, SecretListResponse>>,
  None<Foreign<Answer<typeof d1.statementAnswer>, QueryResult>>,
  None<Foreign<Answer<typeof d1.statementAnswer>['meta'], QueryResult.Meta>>,
  None<Foreign<Answer<typeof storage.listedKey>, Key>>,
  None<Foreign<Answer<typeof storage.written>, KeyBulkUpdateResponse>>,
  None<Foreign<Answer<typeof storage.listedObject>, ObjectListResponse>>,
  None<Foreign<Answer<typeof storage.putObject>, ObjectUploadResponse>>,
  None<Exclude<Foreign<ours.Version, VersionListResponse>, NotYet>>,
  None<Foreign<ours.Deployment, Deployment>>,
  None<Foreign<Item<ours.Deployment['versions']>, Deployment.Version>>,
]
