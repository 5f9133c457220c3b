import { describe, expect, it } from 'vitest';
import { tags } from './aws-request.ts';

describe('tags', () => {
  it('finds each text and decodes it', () => {
    expect(tags('<a><Arn>x</Arn><Arn>&lt;y&gt; &amp; &quot;z&quot;</Arn></a>', 'Arn')).toEqual(['x', '<y> & "z"']);
  });
  it('finds nothing in nothing', () => expect(tags('', 'Arn')).toEqual([]));
});
