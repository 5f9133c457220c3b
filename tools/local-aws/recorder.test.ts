import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { actionOf, createRecorder } from './recorder.ts';

const signedBy = (who: string, service: string): string =>
  `AWS4-HMAC-SHA256 Credential=${who}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;

describe('actionOf', () => {
  it.each([
    ['dynamodb', 'DynamoDB_20120810.BatchGetItem', 'dynamodb:BatchGetItem'],
    ['sqs', 'AmazonSQS.DeleteMessageBatch', 'sqs:DeleteMessage'],
    ['sns', 'PublishBatch', 'sns:Publish'],
    ['sts', 'GetCallerIdentity', 'sts:GetCallerIdentity'],
  ])('%s %s → %s', (service, action, expected) => {
    expect(actionOf(signedBy('order', service), action)).toEqual(['order', expected]);
  });
  it('leaves out what nobody signed', () => expect(actionOf(undefined, 'Publish')).toBeUndefined());
});

describe('createRecorder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mercato-recorder-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps each caller’s actions sorted and once', () => {
    const file = join(folder, 'deep/actions.json');
    const recorder = createRecorder(file);
    for (const action of ['Subscribe', 'Publish', 'Publish']) recorder.note(signedBy('order', 'sns'), action);
    recorder.note(signedBy('cart', 'dynamodb'), 'DynamoDB_20120810.GetItem');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      cart: ['dynamodb:GetItem'],
      order: ['sns:Publish', 'sns:Subscribe'],
    });
    expect(recorder.calls()).toEqual({
      cart: { 'dynamodb:GetItem': 1 },
      order: { 'sns:Publish': 2, 'sns:Subscribe': 1 },
    });
  });
});
