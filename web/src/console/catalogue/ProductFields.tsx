import type { Product } from '../../api/client.ts';
import { Field } from '../../ui/Field.tsx';
import { useText } from '../text/index.ts';
import { typedAmount } from '../ui/amount.ts';
import { attributesText, currencies } from './productForm.ts';

interface ProductFieldsProps {
  readonly product?: Product;
  readonly error: unknown;
}

const Price = ({ product, error }: ProductFieldsProps) => {
  const text = useText();
  const { amount, currency } = product?.price ?? { amount: undefined, currency: 'EUR' };
  return (
    <div className="pair">
      <Field
        label={text('price')}
        name="price"
        inputMode="decimal"
        pattern="\d{1,10}([.,]\d{1,2})?"
        pointer="/price/amount"
        defaultValue={amount === undefined ? '' : typedAmount(amount, currency)}
        error={error}
        required
      />
      <label className="field">
        {text('currency')}
        <select name="currency" defaultValue={currency}>
          {currencies.map((code) => (
            <option key={code}>{code}</option>
          ))}
        </select>
      </label>
    </div>
  );
};

const Names = ({ product, error }: ProductFieldsProps) => {
  const text = useText();
  const { name, sku, category } = product ?? {};
  return (
    <>
      <Field label={text('name')} name="name" maxLength={200} defaultValue={name} error={error} required />
      <div className="pair">
        <Field label={text('sku')} name="sku" pattern="[A-Z0-9\-]{3,40}" defaultValue={sku} error={error} required />
        <Field
          label={text('category')}
          name="category"
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          maxLength={60}
          defaultValue={category}
          error={error}
          required
        />
      </div>
    </>
  );
};

/** What people may say about a product; its stock is changed by movements, apart from this. */
export const ProductFields = (props: ProductFieldsProps) => {
  const text = useText();
  const { product, error } = props;
  return (
    <>
      <Names {...props} />
      <Price {...props} />
      <label className="field">
        {text('description')}
        <textarea name="description" rows={3} maxLength={4_000} defaultValue={product?.description} />
      </label>
      <label className="field">
        {text('attributes')}
        <textarea
          name="attributes"
          rows={4}
          className="code"
          spellCheck={false}
          defaultValue={product && attributesText(product.attributes)}
        />
      </label>
      <Field label={text('imageUrl')} name="imageUrl" maxLength={500} defaultValue={product?.imageUrl} error={error} />
    </>
  );
};
