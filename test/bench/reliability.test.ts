import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fillReliability, readReliability } from '../../bench/reliability/page.ts'
import { TALES } from '../scenarios/tales.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

describe('the page on reliability', () => {
  const results = readReliability(read('bench/reliability/results.json'))

  test('shows what the last run found', () => {
    const page = read('docs/reliability.md')
    expect(fillReliability(page, results)).toBe(page)
  })

  test('covers every story, and none of them broke', () => {
    expect(results.matrix.map(({ tale }) => tale)).toEqual(TALES.map(({ name }) => name))
    expect(results.matrix.flatMap(({ broken }) => broken)).toEqual([])
    for (const { points, requests } of results.matrix) expect(points).toBeGreaterThan(requests / 3)
  })

  test('covers two hundred months, and none of them broke', () => {
    expect(results.soak).toMatchObject({ seeds: 200, days: 30, broken: [] })
    expect(results.soak.mishaps).toBeGreaterThan(5000)
  })
})
