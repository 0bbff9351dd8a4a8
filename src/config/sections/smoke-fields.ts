import * as z from 'zod'
import { matching } from '../fields.ts'
import type { Json, Template } from '../service.ts'

/** Value of a header. */
export const printable = () =>
  z
    .string()
    .max(2000)
    .refine((text) => /^[\x20-\x7e]*$/.test(text) && text.trim() === text, {
      error: 'header values are printable ASCII without spaces at the ends\na value such as application/json',
    })

/** YAML without tags holds nothing but JSON. */
export const jsonValue = () => z.unknown().transform((value) => value as Json)

/** Path and query of a request. */
export const smokePath = () =>
  matching({
    title: 'path',
    pattern: '^/(?!/)[!-"$-\\[\\]-~]{0,1023}$',
    what: 'a path',
    fix: 'a path such as /healthz or /api/items?limit=1, encoded, without #',
  })

/** Cuts a header value into plain text and references to secrets. */
export const templateOf = (value: string): Template =>
  value.split(/(\{secret:[A-Z_][A-Z0-9_]{0,99}\})/).flatMap((part, index): Template => {
    if (index % 2 === 1) return [{ secret: part.slice('{secret:'.length, -1) }]
    return part === '' ? [] : [part]
  })
