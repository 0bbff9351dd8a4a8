import { afterAll } from 'vitest'
import type { Platform } from '../../../src/platforms/platform.ts'
import { SUPABASE_FUNCTIONS_CAPABILITIES } from '../../../src/platforms/supabase-functions/platform.ts'
import { behavesLikeAPlatform } from '../conformance.ts'
import { type Project, startProject } from './project.ts'

const violations: string[] = []

/** A pipeline checks the revision out before it deploys; the rest is passed on. */
const withCheckout = (platform: Platform, project: Project, seen: Map<string, string>): Platform => ({
  ...platform,
  deploy: async (order) => {
    project.checkOut(order.revision)
    const release = await platform.deploy(order)
    seen.set(order.revision, release.id)
    return release
  },
})

behavesLikeAPlatform('supabase-functions', {
  capabilities: SUPABASE_FUNCTIONS_CAPABILITIES,
  weights: [],
  tolerance: 0,
  make: async () => {
    const project = await startProject()
    const seen = new Map<string, string>()
    const whoAnswers = (): string | null => {
      const text = project.api.call('orders')
      const revision = / at (.*)\./.exec(text ?? '')?.[1]
      return revision === undefined ? null : (seen.get(revision) ?? null)
    }
    return {
      platform: withCheckout(project.platform, project, seen),
      again: () => withCheckout(project.connect(), project, seen),
      unreachable: async () => project.connect({ deaf: true }),
      gone: async () => project.connect({ options: { project: 'zzzzzzzzzzzzzzzzzzzz' } }),
      build: async () => {},
      lose: async (release) => {
        for (const [slug, { name }] of project.api.functions)
          if (name.includes(`kept ${release} `)) project.api.remove(slug)
      },
      visit: async (count) => Array.from({ length: count }, whoAnswers),
      whoIsAt: async () => whoAnswers(),
      close: async () => {
        violations.push(...project.api.violations)
        await project.close()
      },
    }
  },
})

afterAll(() => {
  if (violations.length > 0) throw new Error(violations.join('\n'))
})
