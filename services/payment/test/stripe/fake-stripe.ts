import type { Clock } from '@mercato/kit/time';
import { FakeClock } from '@mercato/testkit';
import {
  ApiError,
  cancelIntent,
  captureIntent,
  confirmIntent,
  type FakeIntent,
  type FakeRefund,
  invalid,
  refundIntent,
} from './stripe-objects.ts';

const dayMs = 86_400_000;

/**
 * How a request may fail: before Stripe hears it, on its answer's way back, or by a 500 that came before or after the work.
 */
export type Fault = 'refused' | 'unanswered' | 'failed-before' | 'failed-after' | 'limited';

interface Saved {
  readonly asked: string;
  readonly at: number;
  answer: { readonly status: number; readonly body: unknown } | undefined;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly form: string;
  readonly key: string | null;
}

const known: Readonly<Record<string, readonly string[]>> = {
  create: ['amount', 'currency', 'capture_method', 'allowed_payment_method_types', 'metadata'],
  retrieve: ['expand'],
  confirm: ['payment_method', 'error_on_requires_action', 'expand'],
  capture: ['metadata', 'expand'],
  cancel: ['expand'],
  refund: ['payment_intent', 'amount', 'metadata'],
  refunds: ['payment_intent', 'limit'],
};

const metadataOf = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => {
      const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
      return key === undefined ? [] : [[key, value]];
    }),
  );

const networkError = (code: string): Error => Object.assign(new TypeError('fetch failed'), { cause: { code } });

/**
 * A small Stripe with a memory, which stripe-mock lacks: intents, refunds and Idempotency-Keys as Stripe documents them. It
 * refuses parameters it does not know. What it claims of field names and requests, stripe-mock.int.test.ts checks against
 * Stripe's own OpenAPI; what it claims of behaviour is read from Stripe's documentation, and was not seen at Stripe.
 */
export class FakeStripe {
  readonly intents = new Map<string, FakeIntent>();
  readonly refunds: FakeRefund[] = [];
  readonly seen: SeenRequest[] = [];
  readonly clock: Clock;
  /** Called before each request is handled: throws to fail it. */
  onRequest: (request: string) => Fault | undefined = () => undefined;
  readonly #saved = new Map<string, Saved>();
  readonly #locked = new Set<string>();

  constructor(clock: Clock = new FakeClock()) {
    this.clock = clock;
  }

  /** What is held or was taken and not given back, of all intents together. */
  get kept(): number {
    return [...this.intents.values()].reduce(
      (total, i) => total + i.amount_capturable + i.amount_received - (i.latest_charge?.amount_refunded ?? 0),
      0,
    );
  }

  readonly fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { pathname, searchParams } = new URL(url instanceof Request ? url.url : url);
    const headers = new Headers(init.headers);
    const body = typeof init.body === 'string' ? init.body : '';
    const method = init.method ?? 'GET';
    const form = method === 'GET' ? searchParams : new URLSearchParams(body);
    const key = headers.get('idempotency-key');
    const path = pathname.replace('/v1', '');
    this.seen.push({ method, path: pathname, form: form.toString(), key });
    const fault = this.onRequest(`${method} ${path}`);
    if (fault === 'refused') throw networkError('ECONNREFUSED');
    if (!/^Bearer [rs]k_test_\w+$/.test(headers.get('authorization') ?? ''))
      return Response.json({ error: { type: 'invalid_request_error' } }, { status: 401 });
    if (fault === 'limited') return Response.json({ error: { type: 'invalid_request_error' } }, { status: 429 });
    const { status, body: answer } = await this.#once(method, path, form, key, fault);
    if (fault === 'unanswered') throw networkError('ETIMEDOUT');
    return Response.json(answer, { status, headers: { 'request-id': 'req_1' } });
  };

  /** Answers a known Idempotency-Key with what was answered first, for a day. */
  async #once(method: string, path: string, form: URLSearchParams, key: string | null, fault: Fault | undefined) {
    const asked = `${path}?${form.toString()}`;
    const old = key === null ? undefined : this.#saved.get(key);
    if (old && this.clock.now() - old.at < dayMs) {
      if (old.asked !== asked) return problem(400, { type: 'idempotency_error' });
      return old.answer ?? problem(409, { type: 'idempotency_error', code: 'idempotency_key_in_use' });
    }
    const saved: Saved = { asked, at: this.clock.now(), answer: undefined };
    if (key !== null) this.#saved.set(key, saved);
    const { answer, unsaved } = await this.#locking(path, () => this.#handle(method, path, form, fault));
    saved.answer = answer;
    if (unsaved && key !== null) this.#saved.delete(key);
    return answer;
  }

  /** Stripe works on one object once at a time. */
  async #locking(path: string, work: () => ReturnType<FakeStripe['handleNow']>) {
    const id = /pi_\w+/.exec(path)?.[0] ?? '';
    const isRead = path === `/payment_intents/${id}`;
    if (id === '' || isRead) return work();
    if (this.#locked.has(id)) return { answer: problem(429, { code: 'lock_timeout' }), unsaved: true };
    this.#locked.add(id);
    await Promise.resolve();
    this.#locked.delete(id);
    return work();
  }

  #handle(method: string, path: string, form: URLSearchParams, fault: Fault | undefined) {
    if (fault === 'failed-before') return { answer: problem(500, { type: 'api_error' }), unsaved: false };
    const handled = this.handleNow(method, path, form);
    return fault === 'failed-after' ? { answer: problem(500, { type: 'api_error' }), unsaved: false } : handled;
  }

  handleNow(method: string, path: string, form: URLSearchParams) {
    try {
      return { answer: { status: 200, body: structuredClone(this.#answer(method, path, form)) }, unsaved: false };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { answer: problem(error.status, error.error), unsaved: error.unsaved };
    }
  }

  #answer(method: string, path: string, form: URLSearchParams): unknown {
    const [, resource, id, verb = 'retrieve'] = path.split('/');
    if (resource === 'refunds') return method === 'POST' ? this.#refund(form) : this.#list(form);
    if (id === undefined) return this.#create(form);
    check(verb, form);
    const intent = this.#intent(id);
    if (verb === 'confirm') confirmIntent(intent, form.get('payment_method') ?? '');
    if (verb === 'capture') captureIntent(intent, metadataOf(form));
    if (verb === 'cancel') cancelIntent(intent);
    return intent;
  }

  #intent(id: string): FakeIntent {
    const intent = this.intents.get(id);
    if (!intent) throw new ApiError(404, { type: 'invalid_request_error', code: 'resource_missing', param: 'intent' });
    return intent;
  }

  #create(form: URLSearchParams): FakeIntent {
    check('create', form);
    const amount = Number(form.get('amount'));
    if (amount < 50) throw invalid('amount', 'amount_too_small');
    const id = `pi_${this.intents.size + 1}`;
    const intent: FakeIntent = {
      id,
      object: 'payment_intent',
      amount,
      amount_capturable: 0,
      amount_received: 0,
      currency: form.get('currency') ?? '',
      capture_method: form.get('capture_method') ?? '',
      metadata: metadataOf(form),
      status: 'requires_payment_method',
      last_payment_error: null,
      latest_charge: null,
    };
    this.intents.set(id, intent);
    return intent;
  }

  #refund(form: URLSearchParams): FakeRefund {
    check('refund', form);
    const intent = this.#intent(form.get('payment_intent') ?? '');
    const amount = Number(form.get('amount'));
    refundIntent(intent, amount);
    const id = `re_${this.refunds.length + 1}`;
    const refund: FakeRefund = {
      id,
      object: 'refund',
      amount,
      payment_intent: intent.id,
      metadata: metadataOf(form),
      status: 'succeeded',
    };
    this.refunds.push(refund);
    return refund;
  }

  #list(form: URLSearchParams): unknown {
    check('refunds', form);
    const data = this.refunds.filter((r) => r.payment_intent === form.get('payment_intent'));
    return { object: 'list', url: '/v1/refunds', has_more: false, data };
  }
}

const problem = (status: number, error: Readonly<Record<string, unknown>>) => ({ status, body: { error } });

const check = (operation: string, form: URLSearchParams): void => {
  for (const name of form.keys()) {
    const [field = ''] = name.split('[');
    if (!known[operation]?.includes(field)) throw invalid(field, 'parameter_unknown');
  }
};
