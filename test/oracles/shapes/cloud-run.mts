import type { run_v2 } from '@googleapis/run'
import type {
  Revision,
  Service,
  TemplatePatch,
  TrafficPatch,
} from '../../../src/platforms/cloud-run/shapes.ts'

type Theirs = run_v2.Schema$GoogleCloudRunV2Service

/** Names of ours that Google's own type does not have; `never` when there are none. */
type Foreign<Ours, Vendor> = Exclude<keyof Ours, keyof Vendor>

type None<T extends never> = T

type Item<T> = NonNullable<T> extends readonly (infer One)[] ? One : never

/** Index signatures stand for "goes back as it came"; what we name ourselves is what counts. */
type Named<T> = { [Key in keyof T as string extends Key ? never : Key]: T[Key] }

/** What we send is what Google's own client would let us send. */
export const traffic = (patch: TrafficPatch): Theirs => patch
export const template = ({
  etag,
  traffic: targets,
  template: { revision, annotations, containers },
}: TemplatePatch): Theirs => ({
  etag,
  traffic: targets,
  template: {
    revision,
    annotations,
    containers: containers.map((one): run_v2.Schema$GoogleCloudRunV2Container => one),
  },
})

export type Names = [
  None<Foreign<TrafficPatch, Theirs>>,
  None<Foreign<Item<TrafficPatch['traffic']>, run_v2.Schema$GoogleCloudRunV2TrafficTarget>>,
  None<Foreign<TemplatePatch, Theirs>>,
  None<Foreign<Named<TemplatePatch['template']>, run_v2.Schema$GoogleCloudRunV2RevisionTemplate>>,
  // What we read has a name that Google gives it.
  None<Foreign<Service, Theirs>>,
  None<Foreign<Item<Service['trafficStatuses']>, run_v2.Schema$GoogleCloudRunV2TrafficTargetStatus>>,
  None<Foreign<Named<Service['template']>, run_v2.Schema$GoogleCloudRunV2RevisionTemplate>>,
  None<Foreign<Named<Item<Service['template']['containers']>>, run_v2.Schema$GoogleCloudRunV2Container>>,
  None<Foreign<Revision, run_v2.Schema$GoogleCloudRunV2Revision>>,
  None<Foreign<Item<Revision['conditions']>, run_v2.Schema$GoogleCloudRunV2Condition>>,
]
