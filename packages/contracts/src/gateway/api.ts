import { defineApi } from '../shared/index.ts';

/** The gateway's own routes; all others it takes from the services' contracts. */
export const gatewayApi = defineApi({});
