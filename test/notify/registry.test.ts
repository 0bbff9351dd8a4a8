import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { notifiers } from '../../src/notify/registry.ts'

describe('each notifier of the registry', () => {
  test.each(Object.entries(notifiers))(
    '%s has its name, a page and a conformance test',
    async (name, load) => {
      expect((await load()).type).toBe(name)
      const page = readFileSync(new URL(`../../docs/notify/${name}.md`, import.meta.url), 'utf8')
      expect(page).toContain(`type: ${name}`)
      const own = readFileSync(new URL(`./${name}.test.ts`, import.meta.url), 'utf8')
      expect(own).toContain('notifierConformance({')
    },
  )
})
