export { getTool, getTools, inspectTool, type ResolvedTool } from './get-tool.ts';
export { withLock } from './lock.ts';
export { tools, type ToolName } from './tools.ts';
