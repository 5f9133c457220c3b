import { expect, it } from 'vitest';
import { type PostRequest, signed } from './sigv4.ts';

// Cases, keys and signatures of the test suite that AWS publishes for Signature Version 4.
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const sessionToken =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==';
const vanilla: PostRequest = {
  host: 'example.amazonaws.com',
  region: 'us-east-1',
  service: 'service',
  headers: {},
  body: '',
  at: new Date('2015-08-30T12:36:00Z'),
};
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

it.each([
  [
    'post-vanilla',
    vanilla,
    undefined,
    'host;x-amz-date',
    '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  ],
  [
    'post-x-www-form-urlencoded',
    { ...vanilla, headers: form, body: 'Param1=value1' },
    undefined,
    'content-type;host;x-amz-date',
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
  [
    'post-header-value-case',
    { ...vanilla, headers: { 'My-Header1': 'VALUE1' } },
    undefined,
    'host;my-header1;x-amz-date',
    'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
  ],
  [
    'post-sts-header-before',
    vanilla,
    sessionToken,
    'host;x-amz-date;x-amz-security-token',
    '85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead',
  ],
])('signs %s as AWS does', (_, request, token, names, signature) => {
  const headers = signed(request, { ...credentials, sessionToken: token });
  expect(headers['authorization']).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${names}, Signature=${signature}`,
  );
  expect(headers['x-amz-date']).toBe('20150830T123600Z');
  expect(headers['x-amz-security-token']).toBe(token);
  expect(JSON.stringify(headers)).not.toContain(credentials.secretAccessKey);
});
