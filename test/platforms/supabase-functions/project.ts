import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '../../../src/kit/errors.ts'
import type { AdapterContext } from '../../../src/platforms/definition.ts'
import type { Platform } from '../../../src/platforms/platform.ts'
import { supabaseFunctions } from '../../../src/platforms/supabase-functions/index.ts'
import { PROJECT, type SupabaseApi, startSupabaseApi, TOKEN } from '../../fakes/vendors/supabase-api.ts'

/** A project with a working copy beside it. */
export interface Project {
  api: SupabaseApi
  workspace: string
  platform: Platform
  warnings: string[]
  connect(how?: {
    options?: Record<string, unknown>
    deaf?: boolean
    secrets?: Record<string, string>
  }): Platform
  /** Makes the working copy what this revision has: each function answers with its name and the revision. */
  checkOut(revision: string, slugs?: readonly string[]): void
  write(path: string, content: string): void
  close(): Promise<void>
}

export const ANON = 'sb_publishable_0123456789'

export const startProject = async (): Promise<Project> => {
  const api = await startSupabaseApi()
  const workspace = mkdtempSync(join(tmpdir(), 'sluice-functions-'))
  const warnings: string[] = []
  const signal = new AbortController().signal
  const connect: Project['connect'] = ({ options = {}, deaf = false, secrets = {} } = {}) => {
    const known: Record<string, string> = {
      SUPABASE_ACCESS_TOKEN: TOKEN,
      SUPABASE_PROJECT_REF: PROJECT,
      SUPABASE_ANON_KEY: ANON,
      ...secrets,
    }
    const context: AdapterContext = {
      http: () => (deaf ? api.deaf() : api.http()),
      secret: (name) => {
        const value = known[name]
        if (value === undefined) throw new ConfigError({ message: `the secret ${name} is missing` })
        return value
      },
      workspace,
      signal,
      log: { info: () => {}, warning: (line) => void warnings.push(line), debug: () => {} },
    }
    return supabaseFunctions.connect(
      supabaseFunctions.options.parse({ project: PROJECT, ...options }),
      context,
    )
  }
  const write = (path: string, content: string): void => {
    mkdirSync(join(workspace, path, '..'), { recursive: true })
    writeFileSync(join(workspace, path), content)
  }
  return {
    api,
    workspace,
    warnings,
    platform: connect(),
    connect,
    write,
    checkOut: (revision, slugs = ['orders', 'billing']) => {
      rmSync(join(workspace, 'supabase/functions'), { recursive: true, force: true })
      for (const slug of slugs)
        write(
          `supabase/functions/${slug}/index.ts`,
          `Deno.serve(() => new Response('${slug} at ${revision}.'))`,
        )
      write('supabase/functions/_shared/cors.ts', 'export const cors = {}')
    },
    close: async () => {
      await api.close()
      rmSync(workspace, { recursive: true, force: true })
    },
  }
}

/** Deploys with the working copy at the revision, as a pipeline does. */
export const deployAt = async (
  project: Project,
  revision: string,
  rollout: string,
  slugs?: readonly string[],
) => {
  project.checkOut(revision, slugs)
  return project.platform.deploy({ revision, rollout })
}
