import { expect, it } from 'vitest';
import { committedPolicies, policiesFrom, readRecord } from '../../../tools/iam/policies.ts';

/** After all other scenarios, since it is about what they made the sidecars do. */
export const iam = (record: () => string): void => {
  // While the record is taken for new files (node tools/iam.ts), the committed ones are not what it is held against.
  it.skipIf(process.env['IAM_RECORD'] !== undefined)(
    'each sidecar called AWS just as infra/iam allows: no more, and no less',
    () => {
      expect(policiesFrom(readRecord(record())), 'node tools/iam.ts writes the files anew').toEqual(
        committedPolicies(),
      );
    },
  );
};
