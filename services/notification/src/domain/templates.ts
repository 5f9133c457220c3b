import { templateName, type TemplateName } from '@mercato/contracts/notification';
import { compileTemplate, type Template, type TemplateSource } from './compile-template.ts';

export type Templates = Readonly<Record<TemplateName, Template>>;

/** Compiles every template that the contract names; throws when one is missing or broken. */
export const compileTemplates = (sources: Readonly<Partial<Record<TemplateName, TemplateSource>>>): Templates =>
  Object.fromEntries(
    templateName.options.map((name) => {
      const source = sources[name];
      if (!source) throw new Error(`Template ${name} is missing`);
      return [name, compileTemplate(name, source)];
    }),
  ) as Templates;
