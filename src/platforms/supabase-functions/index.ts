import { definePlatform } from '../definition.ts'
import { secretsOf, supabaseFunctionsOptions } from './options.ts'
import { connectSupabaseFunctions, SUPABASE_FUNCTIONS_CAPABILITIES } from './platform.ts'

/** Edge Functions of a Supabase project: no split; earlier releases are kept on the platform as copies. */
export const supabaseFunctions = definePlatform({
  type: 'supabase-functions',
  capabilities: SUPABASE_FUNCTIONS_CAPABILITIES,
  options: supabaseFunctionsOptions,
  secrets: secretsOf,
  connect: connectSupabaseFunctions,
})
