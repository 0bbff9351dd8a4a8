/**
 * What GitHub takes for the name of a secret, written as people write it: upper case, not beginning with `GITHUB_`
 * (https://docs.github.com/en/actions/reference/security/secrets). At most 100 characters.
 */
export const SECRET_NAME = '^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$'
