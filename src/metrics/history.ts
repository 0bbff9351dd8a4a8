import type { SliceRequest, SourceAbilities } from './source.ts'

/**
 * What a source of history can do whose connection says itself how late it is and how long it remembers, and which
 * cuts slices of `minSlice` or more. Times in milliseconds.
 */
export const historyOf =
  (minSlice: number) =>
  (read: { delay: number; 'look-back': number }): SourceAbilities => ({
    answers: 'history',
    delay: read.delay,
    lookBack: read['look-back'],
    minSlice,
  })

/**
 * Throws RangeError for a read of another metric than the source was connected for, or of a release without id: in many
 * query languages an empty value matches whatever lacks the label, whichever release it belongs to.
 */
export const checkAsked = ({ metric, canary, baseline }: SliceRequest, name: string): void => {
  if (metric !== name) throw new RangeError('another metric was asked for than connected')
  if (canary === '' || baseline === '') throw new RangeError('a release has no id')
}
