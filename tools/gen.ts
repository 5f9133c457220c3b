import { allDocuments, generatedFolders } from './gen/documents.ts';
import { writeAll } from './gen/output.ts';
import { writeWebClient } from './gen/web-client.ts';
import { say } from './shared/progress.ts';

const documents = allDocuments();
const changed = writeAll(documents, generatedFolders);
say(`${documents.size} files are generated from the contracts and from telemetry, ${changed.length} of them changed`);
for (const path of changed) say(`  ${path}`);
await writeWebClient();
