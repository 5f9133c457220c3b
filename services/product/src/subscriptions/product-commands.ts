import { changeStock, createProduct, deleteProduct, importProducts, updateProduct } from '@mercato/contracts/product';
import { type Subscription, subscription } from '@mercato/kit/messaging';
import type { ApplyCommands } from '../use-cases/apply-commands.ts';

/** The service's own commands. What refuses one is told to whoever waits for it, so none of these throws a refusal. */
export const productCommands = (commands: ApplyCommands): readonly Subscription[] => [
  subscription(createProduct, ({ data }) => commands.create(data, data.product)),
  subscription(updateProduct, ({ data }) => commands.update(data, data.changes)),
  subscription(deleteProduct, ({ data }) => commands.remove(data)),
  subscription(changeStock, ({ data }) => commands.changeStock(data, data.change)),
  subscription(importProducts, ({ data }) => commands.import(data.commandId, data.products)),
];
