/**
 * How every service process is started, on a laptop as in its image (docker/service.Dockerfile says the same), and the
 * stand-ins beside it. A request leaves behind little that lives longer than it, so a young generation of half of V8's
 * size is collected as cheaply. Of a heap that may become as large as the machine allows, V8 lets garbage make up three
 * quarters before it looks; of one that may not, a third.
 */
export const nodeOptions = '--max-semi-space-size=8 --max-old-space-size=512';
