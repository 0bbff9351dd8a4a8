import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'

/** A certificate that signed itself, and its key, both as PEM. */
export interface Certificate {
  certificate: string
  key: string
}

/** Makes a certificate for host names, good from 2020 to 2049, so that TLS can be tested without any tool. */
export const selfSigned = (hosts: string | readonly string[]): Certificate => {
  const [host = '', ...others] = typeof hosts === 'string' ? [hosts] : hosts
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' })
  const algorithm = sequence(oid([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]))
  const name = sequence(der(0x31, sequence(oid([0x55, 0x04, 0x03]), der(0x0c, Buffer.from(host)))))
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z'))),
    name,
    publicKey,
    der(0xa3, sequence(alternativeNames([host, ...others]), authority)),
  )
  const signature = sign('sha256', body, createPrivateKey(key))
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature))
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n')
  return { key, certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` }
}

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)
const oid = (bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes))

const alternativeNames = (hosts: readonly string[]): Buffer =>
  sequence(oid([0x55, 0x1d, 0x11]), der(0x04, sequence(...hosts.map((host) => der(0x82, Buffer.from(host))))))

/** Basic constraints: an authority. */
const authority = sequence(oid([0x55, 0x1d, 0x13]), der(0x04, sequence(der(0x01, Buffer.from([0xff])))))
