import { say } from '../shared/progress.ts';
import { getTools, type ToolName } from '../toolbox/index.ts';

/** Gets what tests run, before they do: no test may take as long as a build. Says what there is, or what is missing. */
export async function programsAreThere(names: readonly ToolName[], more?: () => Promise<string>): Promise<boolean> {
  try {
    for (const { name, version, source } of Object.values(await getTools(names))) say(`${name} ${version} (${source})`);
    if (more) say(await more());
    return true;
  } catch (error) {
    say(`✗ ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
