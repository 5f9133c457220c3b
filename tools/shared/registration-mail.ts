/**
 * The code in the mail to somebody who registers (services/notification/src/domain/template-sources.ts); none in another
 * mail, or one that is not all there yet.
 */
export const codeIn = (mail: string): string | undefined => /code is valid for \d+ minutes:\s+(\S+)\s/.exec(mail)?.[1];
