import fc from 'fast-check'

/**
 * Text of any code points but halves of pairs, with ASCII and its control characters often. fast-check's own text of this
 * kind lays a table of all code points for every process that asks: a second and more.
 */
export const anyText = ({ minLength = 0, maxLength = 10 } = {}): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.nat(0x7f),
        fc.nat(0xd7ff),
        fc.integer({ min: 0xe000, max: 0xffff }),
        fc.integer({ min: 0x1_0000, max: 0x10_ffff }),
      ),
      { minLength, maxLength },
    )
    .map((codes) => String.fromCodePoint(...codes))
