import type { RouteContract } from '@mercato/contracts/shared';

export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Answered<B = unknown> {
  readonly status: number;
  readonly body: B;
  readonly headers: { get(name: string): string | null };
}

/** Calls the admin API of a service, by whatever way: its body is as the service sent it. */
export interface AdminClient {
  /** Who is asked, for people. */
  readonly baseUrl: string;
  call<B = unknown>(route: RouteContract, asked: Asked): Promise<Answered<B>>;
}
