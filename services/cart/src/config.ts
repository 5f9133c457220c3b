import { baseConfig } from '@mercato/kit/config';

/** A cart needs nothing beyond what every service has; its signing key is a secret of the platform's store. */
export const cartConfig = baseConfig;
