import { stageImages } from './stage.ts';

// In the Dockerfile: `node tools/image/main.ts /out`.
await stageImages(process.argv[2] ?? '.mercato/images/stage');
