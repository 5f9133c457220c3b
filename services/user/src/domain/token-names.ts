/** Who signs access tokens, and for whom: every service that verifies them expects the same two. */
export const issuer = 'mercato';
export const audience = 'mercato';
