import { addresses } from './addresses.ts'
import { bodies } from './bodies.ts'
import type { HostileClass } from './case.ts'
import { configuration } from './configuration.ts'
import { metricAnswers } from './metric-answers.ts'
import { migrations } from './migrations.ts'
import { names } from './names.ts'
import { numbers } from './numbers.ts'
import { people } from './people.ts'
import { runner } from './runner.ts'
import { secrets } from './secrets.ts'
import { state } from './state.ts'

/** Every class of hostile input that Sluice answers for. */
export const HOSTILE_CLASSES: readonly HostileClass[] = [
  secrets,
  names,
  numbers,
  configuration,
  addresses,
  bodies,
  metricAnswers,
  state,
  people,
  migrations,
  runner,
]
