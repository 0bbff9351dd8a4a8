/** The version of Sluice that wrote a record. One place; `package.json` and the tag of a release carry the same. */
export const TOOL_VERSION = '0.1.0'
