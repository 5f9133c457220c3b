import { templateName } from '@mercato/contracts/notification';
import { describe, expect, it } from 'vitest';
import { templateSources } from './template-sources.ts';
import { compileTemplates } from './templates.ts';

describe('compileTemplates', () => {
  it('compiles all that the contract names', () => {
    expect(Object.keys(compileTemplates(templateSources)).toSorted()).toEqual([...templateName.options].toSorted());
  });

  it('fails when one is missing', () => {
    const { announcement: _, ...rest } = templateSources;
    expect(() => compileTemplates(rest)).toThrow('Template announcement is missing');
  });

  it.each(templateName.options)('%s greets by name and says everything in text and html', (name) => {
    const { values } = templateSources[name];
    const given = Object.fromEntries(values.map((value) => [value, `<${value}>`]));
    const { text, html } = compileTemplates(templateSources)[name].render(given);
    const said = values.filter((value) => value !== 'subject');
    for (const value of said) expect(text).toContain(`<${value}>`);
    for (const value of said) expect(html).toContain(`&lt;${value}&gt;`);
  });
});
