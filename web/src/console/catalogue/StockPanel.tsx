import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Product } from '../../api/client.ts';
import { Field } from '../../ui/Field.tsx';
import { useText } from '../text/index.ts';
import { useNumber } from '../ui/format.ts';
import { Form } from '../ui/Form.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useTaken } from './useTaken.ts';

type Change = { readonly delta: number } | { readonly set: number; readonly version: number };

const useChange = ({ id }: Product) => {
  const queries = useQueryClient();
  const taken = useTaken(id);
  return useMutation({
    mutationFn: (body: Change) => answered(api.PATCH('/api/products/{id}/stock', { params: { path: { id } }, body })),
    onSuccess: taken,
    // Somebody may have been quicker: then this is how it is now.
    onError: () => queries.invalidateQueries({ queryKey: ['product', id] }),
  });
};

const figures = ['available', 'onHand', 'reserved', 'sold', 'received'] as const;

const Move = ({ product }: { readonly product: Product }) => {
  const text = useText();
  const move = useChange(product);
  return (
    <Form
      action={text('moveStock')}
      send={({ delta }) => move.mutate({ delta: Number(delta) })}
      state={move}
      done={text('saved')}
      className="inline"
    >
      <Field label={text('moveBy')} name="delta" type="number" step={1} required error={move.error} />
    </Form>
  );
};

const Count = ({ product }: { readonly product: Product }) => {
  const text = useText();
  const count = useChange(product);
  return (
    <Form
      action={text('setStock')}
      send={({ set }) => count.mutate({ set: Number(set), version: product.version })}
      state={count}
      done={text('saved')}
      className="inline"
    >
      <Field
        key={product.version}
        label={text('counted')}
        name="set"
        type="number"
        min={0}
        step={1}
        defaultValue={product.stock.onHand}
        required
        error={count.error}
      />
    </Form>
  );
};

/** The units of a product, and how they are moved: by so many, or to a number that was counted. */
export const StockPanel = ({ product }: { readonly product: Product }) => {
  const text = useText();
  const number = useNumber();
  return (
    <Panel title={text('stock')}>
      <dl className="sums">
        {figures.map((figure) => (
          <div key={figure}>
            <dt>{text(figure)}</dt>
            <dd>{number(product.stock[figure])}</dd>
          </div>
        ))}
      </dl>
      <Move product={product} />
      <p className="quiet">{text('moveAbout')}</p>
      <Count product={product} />
      <p className="quiet">{text('countAbout')}</p>
    </Panel>
  );
};
