import type { GetDeploymentResponseBody } from '@vercel/sdk/models/getdeploymentresponsebody.js'
import type { Deployments } from '@vercel/sdk/models/getdeploymentsop.js'
import type { GetRollingReleaseBillingStatusResponseBody } from '@vercel/sdk/models/getrollingreleasebillingstatusop.js'
import type { GetRollingReleaseConfigResponseBody } from '@vercel/sdk/models/getrollingreleaseconfigop.js'
import type {
  GetRollingReleaseResponseBody,
  GetRollingReleaseRollingRelease,
} from '@vercel/sdk/models/getrollingreleaseop.js'
import type { Rolling } from '../../../src/platforms/vercel/shapes.ts'
import * as vercel from '../../fakes/vendors/vercel-answers.ts'
import type { Answer, Foreign, Item, None } from './names.mts'

/** What the stand-in answers is what Vercel's own client expects. */
export const answers = {
  deployment: vercel.wholeDeployment satisfies (...given: never[]) => GetDeploymentResponseBody,
  deployments: vercel.listedDeployment satisfies (...given: never[]) => Deployments,
  rolling: vercel.rollingReleaseOf satisfies (...given: never[]) => GetRollingReleaseResponseBody,
  stages: vercel.stagesOf satisfies (...given: never[]) => GetRollingReleaseConfigResponseBody,
  billing: vercel.billingOf satisfies (...given: never[]) => GetRollingReleaseBillingStatusResponseBody,
}

type Release = NonNullable<Answer<typeof vercel.rollingReleaseOf>['rollingRelease']>

/** Nothing is answered or read under a name that the client does not have. */
export type Names = [
  None<Foreign<Answer<typeof vercel.wholeDeployment>, GetDeploymentResponseBody>>,
  None<Foreign<Answer<typeof vercel.listedDeployment>, Deployments>>,
  None<Foreign<Release, GetRollingReleaseRollingRelease>>,
  None<Foreign<Item<Release['stages']>, Item<GetRollingReleaseRollingRelease['stages']>>>,
  None<Foreign<Release['canaryDeployment'], GetRollingReleaseRollingRelease['canaryDeployment'] & {}>>,
  None<Foreign<Answer<typeof vercel.billingOf>, GetRollingReleaseBillingStatusResponseBody>>,
  None<Foreign<Rolling, GetRollingReleaseRollingRelease>>,
]
