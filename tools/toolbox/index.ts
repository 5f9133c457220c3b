export { getTool, getToolQuickly, getTools, inspectTool, type ResolvedTool } from './get-tool.ts';
export { planProgram } from './plan-program.ts';
export { withLock } from './lock.ts';
export { tools, type ToolName } from './tools.ts';
export { apiServerPrograms } from './kubernetes-tools.ts';
