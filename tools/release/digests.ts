import { text } from 'node:stream/consumers';
import { digestsOfBake } from './images-file.ts';

// From what bake says about its targets, one line of JSON: a digest for each service.
process.stdout.write(JSON.stringify(digestsOfBake(await text(process.stdin))));
