import { randomBytes } from 'node:crypto';
import { awsClient } from '../../../tools/local-aws/aws-client.ts';
import { callJson } from '@mercato/queues/aws';
import { ensureResources, readResources } from '../../../tools/local-aws/resources.ts';
import { seedCatalogue } from '../../../tools/seed.ts';
import { generateSecrets } from '../../../tools/start/secrets.ts';
import { firstAdminOf } from '../../support/session.ts';

/**
 * What must be done from within the cluster's network: `node surroundings.ts aws <url>` makes the shop's resources and
 * secrets and prints the administrator's credentials; `… seed <shop> <email> <password>` fills the catalogue.
 */
const [what, url = '', email = '', password = ''] = process.argv.slice(2);
const products = 20;

const makeAws = async (): Promise<void> => {
  const { region, ...rest } = readResources();
  await ensureResources(awsClient({ endpoints: { dynamodb: url, snssqs: url }, region }), { region, ...rest });
  await fetch(`${url}/mercato-archive`, { method: 'PUT' });
  const secrets = generateSecrets();
  const credentials = { accessKeyId: 'test', secretAccessKey: randomBytes(8).toString('hex') };
  for (const [Name, SecretString] of Object.entries<string>({ ...secrets })) {
    const body = { Name, SecretString };
    const target = 'secretsmanager.CreateSecret';
    await callJson({ url, region, credentials }, { service: 'secretsmanager', target, version: '1.1', body });
  }
  process.stdout.write(`${JSON.stringify(firstAdminOf({ secrets }))}\n`);
};

if (what === 'aws') await makeAws();
else await seedCatalogue(url, { email, password }, products);
