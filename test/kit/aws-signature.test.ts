import { expect, test } from 'vitest'
import { signRequest } from '../../src/kit/aws-signature.ts'

/** The examples of Amazon's own page on signatures of requests sent in one piece. */
const SIGNER = {
  accessKey: 'AKIAIOSFODNN7EXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 's3',
}
const AT = new Date('2013-05-24T00:00:00Z')
const HOST = 'https://examplebucket.s3.amazonaws.com'

test.each([
  [
    'an object is read',
    { method: 'GET', url: `${HOST}/test.txt`, headers: { Range: 'bytes=0-9' }, body: '' },
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  [
    'an object is written, with a sign in its key that has to be encoded',
    {
      method: 'PUT',
      url: `${HOST}/test$file.text`,
      headers: { Date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: 'Welcome to Amazon S3.',
    },
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
  [
    'a query without a value',
    { method: 'GET', url: `${HOST}/?lifecycle`, headers: {}, body: '' },
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  ],
  [
    'a query with several values',
    { method: 'GET', url: `${HOST}/?max-keys=2&prefix=J`, headers: {}, body: '' },
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
])('is the one of the vendor’s example: %s', (_, { url, ...request }, signature) => {
  const { authorization } = signRequest({ ...request, url: new URL(url) }, SIGNER, AT)
  expect(authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/20130524\/us-east-1\/s3\/aws4_request, /,
  )
  expect(authorization).toMatch(new RegExp(`Signature=${signature}$`))
})
