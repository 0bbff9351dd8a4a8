import type { LookupAddress } from 'node:dns'
import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { BlockList, isIP } from 'node:net'

/** Whether requests are kept away from private networks. */
export interface AddressGuard {
  /**
   * Lets loopback, private and carrier ranges through, for services inside a company's network. Link-local
   * addresses and the metadata services of clouds stay blocked. Default false.
   */
  allowPrivate?: boolean
}

/** Another way to a host than names and authorities of this system lead. */
export interface SocketWay {
  /** Where a host and port really are. */
  dial?: (host: string, port: number) => { host: string; port: number }
  /** Authorities that are trusted besides those of the system, PEM. */
  ca?: string
}

/** Why an address may not be connected to. */
export type BlockedAddress = 'private' | 'metadata'

type Subnet = readonly [address: string, prefix: number]

/** Never a service of anybody's: link-local with its metadata services, unspecified, multicast, reserved (RFC 6890). */
const ALWAYS_V4: readonly Subnet[] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['168.63.129.16', 32],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** The last four hold an IPv4 address inside (compatible, NAT64, Teredo, 6to4) and would lead around the other rules. */
const ALWAYS_V6: readonly Subnet[] = [
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32],
  ['100::', 64],
  ['2001:db8::', 32],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
]

const PRIVATE_V4: readonly Subnet[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
]

const PRIVATE_V6: readonly Subnet[] = [
  ['::1', 128],
  ['fc00::', 7],
]

/** `::/96` without `::1`, which is loopback: IPv4-compatible addresses and the unspecified one. */
const COMPATIBLE: readonly Subnet[] = [['::', 96]]

const blockList = (v4: readonly Subnet[], v6: readonly Subnet[]): BlockList => {
  const list = new BlockList()
  for (const [address, prefix] of v4) list.addSubnet(address, prefix, 'ipv4')
  for (const [address, prefix] of v6) list.addSubnet(address, prefix, 'ipv6')
  return list
}

const always = blockList(ALWAYS_V4, ALWAYS_V6)
const privately = blockList(PRIVATE_V4, PRIVATE_V6)
const compatible = blockList([], COMPATIBLE)

/** Names that clouds and systems give to what is inside. */
const METADATA_NAMES = /^(?:metadata|metadata\.google\.internal|instance-data|instance-data\.ec2\.internal)$/
const PRIVATE_NAMES = /^(?:localhost|.+\.localhost|.+\.local|.+\.internal|.+\.home\.arpa)$/

/** Judges the host of a parsed URL: names by what they are called, literal addresses by their range. Null: allowed. */
export const blockedHost = (hostname: string, guard: AddressGuard): BlockedAddress | null => {
  const host = hostname
    .toLowerCase()
    .replace(/^\[(.+)\]$/, '$1')
    .replace(/\.$/, '')
  if (isIP(host) !== 0) return blockedAddress(host, guard)
  if (METADATA_NAMES.test(host)) return 'metadata'
  return PRIVATE_NAMES.test(host) && guard.allowPrivate !== true ? 'private' : null
}

/** Judges an address in text form. IPv4 inside IPv6 is judged as the IPv4 address. Null: allowed. */
export const blockedAddress = (
  address: string,
  { allowPrivate = false }: AddressGuard,
): BlockedAddress | null => {
  const bare = address.replace(/%.*$/, '')
  const version = isIP(bare)
  if (version === 0) return 'private'
  const family = version === 4 ? 'ipv4' : 'ipv6'
  if (always.check(bare, family)) return 'metadata'
  if (privately.check(bare, family)) return allowPrivate ? null : 'private'
  return version === 6 && compatible.check(bare, family) ? 'metadata' : null
}

/** Marks the error of a connection that the guard refused. */
export const BLOCKED_CODE = 'SLUICE_BLOCKED_ADDRESS'

/** The error that a guarded connection ends with. It does not say which address was found. */
export const blockedError = (): NodeJS.ErrnoException =>
  Object.assign(new Error('the address is not allowed'), { code: BLOCKED_CODE })

/**
 * Name resolution that fails when any of the addresses found is blocked, so that a name cannot lead into a private
 * network, at first or later. Literal addresses never come here: `blockedHost` judges them.
 */
export const guardedLookup =
  (guard: AddressGuard, lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      if (error) return callback(error, found, family)
      const addresses = Array.isArray(found) ? found.map(({ address }: LookupAddress) => address) : [found]
      if (addresses.some((address) => blockedAddress(address, guard) !== null))
        return callback(blockedError(), '', 0)
      callback(null, found, family)
    })
  }

/**
 * For whoever opens a socket himself: refuses a host that is blocked, and gives the name resolution to connect with, so that
 * a name cannot lead where its address may not. Throws the error of a refused connection. Undefined guard: no limits.
 */
export const guardedHost = (
  hostname: string,
  guard: AddressGuard | undefined,
): { lookup?: LookupFunction } => {
  if (!guard) return {}
  if (blockedHost(hostname, guard) !== null) throw blockedError()
  return { lookup: guardedLookup(guard, systemLookup as LookupFunction) }
}

/** Looks a host up beforehand: rejects with the error of a refused connection when any of its addresses is blocked. */
export const refuseBlocked = async (hostname: string, guard: AddressGuard): Promise<void> => {
  const { lookup } = guardedHost(hostname, guard)
  const host = hostname.replace(/^\[(.+)\]$/, '$1')
  if (isIP(host) !== 0) return
  await new Promise<void>((resolve, reject) => {
    lookup?.(host, { all: true }, (error) => (error?.code === BLOCKED_CODE ? reject(error) : resolve()))
  })
}
