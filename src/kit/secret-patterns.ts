import type { Span } from './needles.ts'

/** One shape of text that is a credential whoever owns it. The group `secret` is what gets hidden. */
const SHAPES: readonly RegExp[] = [
  // Userinfo of a URL: the password, or a long name that is a token by itself. Reaches to the last @ before white space.
  /:\/\/[^\s/:@"'<>]{0,256}:(?<secret>(?!\*\*\*)[^\s/"'<>]{1,4096})@/dg,
  /:\/\/(?<secret>[^\s/:@"'<>]{20,4096})@/dg,
  /\bBearer[ \t]{1,8}(?<secret>(?=[\w.~+/=-]{0,64}\d|[\w.~+/=-]{20})[\w.~+/=-]{8,})/dgi,
  /\bBasic[ \t]{1,8}(?<secret>(?=[A-Za-z+/]{0,64}[\d=]|[\w+/=-]{20})[\w+/=-]{8,})/dg,
  /\bauthorization["']?[ \t]{0,8}[:=][ \t]{0,8}["']?(?<secret>(?!\*\*\*|(?:Bearer|Basic|token)[ \t]{1,8}\*\*\*)[^\s"',;][^\r\n"']{3,})/dgi,
  /\b(?<secret>FlyV1[ \t]{1,8}[\w+/=,.:-]{8,})/dg,
  /\b(?<secret>(?:gh[opusr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|sb[ps]_[A-Za-z0-9_]{16,}|sb_secret_[\w-]{8,}|fo1_[\w-]{8,}|fm[12][ar]?_[\w+/=,.-]{8,}|xox[abeoprs]-[\w-]{8,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{30,}|sk_live_\w{8,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|ya29\.[\w-]{16,}|vc[apk]_[A-Za-z0-9]{16,}))/dg,
  /(?<![\w-])(?<secret>eyJ[\w-]{8,}(?:\.[\w-]{1,8192}){0,2})/dg,
  /\b(?:password|passwd|pwd|pgpassword|passphrase|client_secret|secret_key|access_key|api_?key)=(?<secret>(?!\*\*\*)(?:'(?:[^'\\]|\\.){1,4096}'|"[^"]{1,4096}"|[^\s&"'<>;,]{1,4096}))/dgi,
  /[?&](?:[\w-]{0,32}[_-])?(?:token|apikey|api_key|key|sig|signature|password|secret|code|credential)=(?<secret>(?!\*\*\*)[^\s&"'<>#]{1,4096})/dgi,
  /"(?:[\w-]{0,32}[_-])?(?:password|passwd|secret|token|api_?key|access_?key|private_?key|authorization)"[ \t]{0,8}:[ \t]{0,8}"(?<secret>(?!\*\*\*")(?:[^"\\\r\n]|\\.){1,8192})"/dgi,
]

/**
 * A net for credentials that nobody registered: passwords in URLs, bearer and basic headers, tokens known by their
 * prefix, JWTs, private keys, `password=` and `?token=`. Text that is masked already is left alone, so a second
 * pass changes nothing. Every pattern has bounded repeats or cannot backtrack: time grows with the text's length.
 */
export const credentialSpans = (text: string): Span[] => [
  ...SHAPES.flatMap((shape) => matches(shape, text)),
  ...armouredBlocks(text),
]

const matches = (shape: RegExp, text: string): Span[] => {
  const spans: Span[] = []
  for (const match of text.matchAll(shape)) {
    const span = match.indices?.groups?.secret
    if (span) spans.push(span)
  }
  return spans
}

const BEGIN = '-----BEGIN '
const END = '-----END '

/** `-----BEGIN ...` up to the end of its `-----END ...` line; to the end of the text when that is missing. */
const armouredBlocks = (text: string): Span[] => {
  const spans: Span[] = []
  let from = text.indexOf(BEGIN)
  while (from !== -1) {
    const end = text.indexOf(END, from)
    const close = end === -1 ? -1 : text.indexOf('-----', end + END.length)
    const to = close === -1 ? text.length : close + 5
    spans.push([from, to])
    from = text.indexOf(BEGIN, to)
  }
  return spans
}
