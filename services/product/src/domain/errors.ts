import { DomainError } from '@mercato/kit/errors';

export const product = {
  notFound: (id: string) => new DomainError('product.not_found', `There is no product ${id}`),
  exists: (id: string) => new DomainError('product.exists', `There is already a product ${id}`),
  changed: (id: string, wanted: number, actual: number) =>
    new DomainError('version.conflict', `Product ${id} is at version ${actual}, not ${wanted}`),
} as const;

export const stock = {
  insufficient: (id: string, name: string, want: number, available: number) =>
    new DomainError('stock.insufficient', `${name} (${id}): ${want} wanted, ${available} available`),
} as const;

export const reservation = {
  released: (key: string) => new DomainError('reservation.closed', `Reservation ${key} is already released`),
  unknown: (key: string) => new DomainError('reservation.closed', `There is no reservation ${key}`),
} as const;
