import type { paths } from '../../api/schema';

type Query = NonNullable<paths['/api/orders']['get']['parameters']['query']>;
export type Filters = Pick<Query, 'status' | 'userId' | 'parked' | 'since' | 'before'>;

export const statuses = ['pending', 'processing', 'shipped', 'delivered', 'cancelled'] as const;
type Status = (typeof statuses)[number];

const isStatus = (text: string | null): text is Status => statuses.some((status) => status === text);
const idIn = (text: string | null): string | undefined =>
  text !== null && /^[A-Za-z0-9][\w-]{0,63}$/.test(text.trim()) ? text.trim() : undefined;
const dayIn = (text: string | null): string | undefined =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;

const dayMs = 86_400_000;
const startOf = (day: string): string => new Date(`${day}T00:00:00.000Z`).toISOString();
const endOf = (day: string): string => new Date(Date.parse(`${day}T00:00:00.000Z`) + dayMs).toISOString();

/** What the address asks for, as the fields of its form show it; days are whole ones in UTC. */
export interface Asked {
  readonly status: Status | '';
  readonly userId: string;
  readonly from: string;
  readonly to: string;
}

export const askedIn = (search: string): Asked => {
  const query = new URLSearchParams(search);
  const status = query.get('status');
  return {
    status: isStatus(status) ? status : '',
    userId: idIn(query.get('user')) ?? '',
    from: dayIn(query.get('from')) ?? '',
    to: dayIn(query.get('to')) ?? '',
  };
};

export const filtersOf = ({ status, userId, from, to }: Asked): Filters => ({
  ...(status === '' ? {} : { status }),
  ...(userId === '' ? {} : { userId }),
  ...(from === '' ? {} : { since: startOf(from) }),
  ...(to === '' ? {} : { before: endOf(to) }),
});

/** The address of what a form asks for. */
export const addressOf = (values: Readonly<Record<string, string>>): string => {
  const wanted = Object.entries(values)
    .map(([name, value]) => [name, value.trim()])
    .filter(([, value]) => value !== '');
  const query = new URLSearchParams(wanted).toString();
  return query === '' ? '/orders' : `/orders?${query}`;
};
