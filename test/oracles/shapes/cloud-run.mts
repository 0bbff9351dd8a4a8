import type { run_v2 } from '@googleapis/run'
import type {
  Revision,
  Service,
  TemplatePatch,
  TrafficPatch,
} from '../../../src/platforms/cloud-run/shapes.ts'
import * as google from '../../fakes/vendors/cloud-run.ts'
import type { Answer, Foreign, Item, Named, None } from './names.mts'

type Theirs = run_v2.Schema$GoogleCloudRunV2Service

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

/** What the stand-in answers is what Google's own client expects. */
export const answers = {
  service: google.serviceOf satisfies (...given: never[]) => Theirs,
  revision: google.revisionOf satisfies (...given: never[]) => run_v2.Schema$GoogleCloudRunV2Revision,
  operation: google.operationOf satisfies (...given: never[]) => run_v2.Schema$GoogleLongrunningOperation,
}

type Served = Answer<typeof google.serviceOf>

export type Names = [
  None<Foreign<Served, Theirs>>,
  None<Foreign<Served['terminalCondition'], run_v2.Schema$GoogleCloudRunV2Condition>>,
  None<Foreign<Item<Served['trafficStatuses']>, run_v2.Schema$GoogleCloudRunV2TrafficTargetStatus>>,
  None<Foreign<Answer<typeof google.revisionOf>, run_v2.Schema$GoogleCloudRunV2Revision>>,
  None<Foreign<Answer<typeof google.operationOf>, run_v2.Schema$GoogleLongrunningOperation>>,
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
