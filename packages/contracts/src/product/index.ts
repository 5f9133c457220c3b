export * from './api.ts';
export * from './messages.ts';
export * from './reservation-book.ts';
export * from './schemas.ts';
