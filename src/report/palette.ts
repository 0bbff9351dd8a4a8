import { plain } from './escape.ts'
import { shortRevision } from './headline.ts'
import type { Hue } from './plot.ts'
import type { Chapter, Story } from './story.ts'

/** Colours of one page that repeat: more releases than this share them. */
export const RELEASE_HUES = 6

/** Which release has which colour and name on a page: the same release keeps its colour in every rollout. */
export interface Palette {
  hueOf(key: string): Hue
  nameOf(key: string): string
}

/** Platform ids of both releases of the component that moves with the weights; the revision where an id is unknown. */
export const releasesOf = ({ record, state }: Story): { canary: string; baseline: string | null } => {
  const component = record.components.find(({ exposure }) => exposure === 'split') ?? record.components[0]
  const deployed = component ? state.deployed[component.name] : undefined
  return { canary: deployed ?? record.revision, baseline: component?.baseline ?? null }
}

/** Hands out colours in the order in which releases appear. */
export const paletteOf = (chapters: readonly Chapter[]): Palette => {
  const order: string[] = []
  const names = new Map<string, string>()
  for (const chapter of chapters) {
    if (chapter.kind === 'refused') continue
    const { canary, baseline } = releasesOf(chapter)
    for (const key of [baseline, canary]) if (key !== null && !order.includes(key)) order.push(key)
    names.set(canary, shortRevision(plain(chapter.record.revision, 60)))
  }
  return {
    hueOf: (key) => `r${Math.max(0, order.indexOf(key)) % RELEASE_HUES}`,
    nameOf: (key) => names.get(key) ?? plain(key, 60),
  }
}
