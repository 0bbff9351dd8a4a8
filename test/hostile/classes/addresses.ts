import {
  type Expected,
  type HostileCase,
  type HostileClass,
  held,
  look,
  mistake,
  start,
  step,
} from './case.ts'

const privately = (text: string): string =>
  text.replace('allow-private-network: true', 'allow-private-network: false')

/** A platform that says its release answers there. */
const service = (
  what: string,
  url: string,
  { open = true, expected = mistake(/the address is/) }: { open?: boolean; expected?: Expected } = {},
): HostileCase => ({
  what,
  from: 'deployed',
  prepare: (house) => {
    if (!open) house.configure(privately)
    house.address(url.replace('{port}', String(house.server.port)))
    house.server.seen.length = 0
  },
  act: step('smoke-test'),
  expected,
  hidden: ['pa55w0rd'],
  proof: ({ server }) => {
    if (server.seen.length > 0) throw new Error('somebody was asked')
  },
})

/** Statistics that send us somewhere else. */
const redirect = (what: string, to: string): HostileCase => ({
  what,
  from: 'due',
  act: async (house) => {
    house.says(null, (response) => response.writeHead(302, { location: to }).end())
    return look(house)
  },
  expected: held('no-data'),
})

/** Addresses that lead elsewhere than they say. */
export const addresses: HostileClass = {
  name: 'Addresses and redirects',
  rule: 'judged by where they lead, at every hop, before connecting; no header follows to another origin',
  cases: [
    service('the metadata of a machine in a cloud', 'http://169.254.169.254/latest/meta-data/'),
    service('the same as one decimal number', 'http://2852039166/'),
    service('the same inside an IPv6 address', 'http://[::ffff:a9fe:a9fe]/'),
    service('the same by name', 'http://metadata.google.internal./'),
    service('this machine where private networks are shut', 'http://127.0.0.1:{port}/', { open: false }),
    service('this machine as a decimal number', 'http://2130706433:{port}/', { open: false }),
    service('this machine in hexadecimal', 'http://0x7f.1:{port}/', { open: false }),
    service('this machine by name', 'http://localhost.:{port}/', { open: false }),
    service('a file', 'file:///etc/passwd', {
      expected: {
        code: 1,
        decision: 'error',
        reason: 'provider',
        says: /address printed JSON that does not fit/,
      },
    }),
    service('an address with a password in it', 'http://user:pa55w0rd@127.0.0.1:{port}/', {
      expected: mistake(/holds a user name or password/),
    }),
    redirect('a redirect to metadata', 'http://169.254.169.254/'),
    redirect('a redirect to a file', 'file:///etc/passwd'),
    redirect('a redirect round and round', '/counts/again'),
    {
      what: 'a configured address with a password in it',
      prepare: (house) =>
        house.configure((text) => text.replace("url: 'http://", "url: 'http://user:pa55w0rd@")),
      act: start,
      expected: mistake(/url/),
      hidden: ['pa55w0rd'],
    },
  ],
  also: ['kit/http', 'hostile/addresses'],
}
