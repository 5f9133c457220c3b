import { describe, expect, it } from 'vitest';
import { answerText, type Asked } from './history.ts';
import { explain, type Model } from './linearizable.ts';

type Command = { readonly add: number } | 'read';

const counter: Model<number, Command> = {
  start: 0,
  step: (n, command) => {
    const state = command === 'read' ? n : n + command.add;
    return [{ state, answer: answerText(state) }];
  },
};

const asked = (command: Command, from: number, to: number, answer?: number): Asked<Command> => ({
  command,
  from,
  to: answer === undefined ? Number.POSITIVE_INFINITY : to,
  answer: answer === undefined ? undefined : answerText(answer),
});

describe('an explanation', () => {
  it.each<[string, readonly Asked<Command>[], readonly Command[] | undefined]>([
    ['of nothing is nothing', [], []],
    ['follows the answers', [asked({ add: 1 }, 1, 9, 3), asked({ add: 2 }, 2, 8, 2)], [{ add: 2 }, { add: 1 }]],
    ['does not exist for an update that was lost', [asked({ add: 1 }, 1, 9, 1), asked({ add: 2 }, 2, 8, 2)], undefined],
    ['does not exist for a read of the past', [asked({ add: 1 }, 1, 2, 1), asked('read', 3, 4, 0)], undefined],
    [
      'takes either answer while the write is under way',
      [asked({ add: 1 }, 1, 4, 1), asked('read', 2, 3, 0)],
      ['read', { add: 1 }],
    ],
    ['leaves out what nobody heard of and nobody saw', [asked({ add: 1 }, 1, 0), asked('read', 3, 4, 0)], ['read']],
    [
      'counts in what nobody heard of but somebody saw',
      [asked({ add: 1 }, 1, 0), asked('read', 3, 4, 1)],
      [{ add: 1 }, 'read'],
    ],
    ['lets nothing happen before it was asked for', [asked('read', 1, 2, 1), asked({ add: 1 }, 3, 0)], undefined],
    ['lets nothing happen twice', [asked({ add: 1 }, 1, 0), asked('read', 3, 4, 2)], undefined],
  ])('%s', (_name, history, order) => {
    expect(explain(history, counter)).toEqual(order);
  });

  it('knows what else was under way', () => {
    const shy: Model<number, Command> = {
      ...counter,
      step: (n, command, meanwhile) => [
        ...counter.step(n, command, meanwhile),
        ...(meanwhile.length > 0 ? [{ state: n, answer: answerText(-1) }] : []),
      ],
    };
    const refused = asked({ add: 1 }, 1, 4, -1);
    expect(explain([refused, asked('read', 2, 3, 0)], shy)).toBeDefined();
    expect(explain([refused, asked('read', 5, 6, 0)], shy)).toBeUndefined();
  });
});
