import { allDocuments, generatedFolder } from './gen/documents.ts';
import { writeAll } from './gen/output.ts';
import { say } from './shared/progress.ts';

const documents = allDocuments();
const changed = writeAll(documents, [generatedFolder]);
say(`${documents.size} files are generated from the contracts, ${changed.length} of them changed`);
for (const path of changed) say(`  ${path}`);
