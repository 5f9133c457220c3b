import { asLines, firstSecrets } from './first-secrets/first-secrets.ts';

// Prints what Secrets Manager is to hold at first: name, tab, value in base64. It stores nothing.
const [email = ''] = process.argv.slice(2);
if (email.includes('@')) process.stdout.write(asLines(firstSecrets(email)));
else {
  process.stderr.write('✗ Usage: node tools/first-secrets.ts <email of the first administrator>\n');
  process.exitCode = 1;
}
