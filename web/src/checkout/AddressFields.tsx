import { useMemo } from 'react';
import type { User } from '../api/client.ts';
import { useLanguage, useText } from '../text/index.ts';
import { Field, SelectField } from '../ui/Field.tsx';
import { countriesIn } from './countries.ts';

interface AddressProps {
  readonly user: User;
  /** Of the last try. */
  readonly error: unknown;
}

const CountryField = ({ user, error }: AddressProps) => {
  const text = useText();
  const language = useLanguage();
  const countries = useMemo(() => countriesIn(language), [language]);
  return (
    <SelectField
      label={text('country')}
      name="country"
      pointer="/shippingAddress/country"
      defaultValue={user.address?.country ?? ''}
      autoComplete="country"
      error={error}
      required
    >
      <option value="" disabled>
        {text('chooseCountry')}
      </option>
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </SelectField>
  );
};

/** Where the parcel goes; what the shopper keeps in the account stands there already. */
export const AddressFields = ({ user, error }: AddressProps) => {
  const text = useText();
  const { address } = user;
  const fields = [
    ['name', address?.name ?? user.fullName ?? '', 'name'],
    ['street', address?.street ?? '', 'street-address'],
    ['postalCode', address?.postalCode ?? '', 'postal-code'],
    ['city', address?.city ?? '', 'address-level2'],
  ] as const;
  return (
    <fieldset>
      <legend>{text('address')}</legend>
      {fields.map(([name, value, autoComplete]) => (
        <Field
          key={name}
          label={text(name)}
          name={name}
          pointer={`/shippingAddress/${name}`}
          defaultValue={value}
          autoComplete={autoComplete}
          maxLength={200}
          error={error}
          required
        />
      ))}
      <CountryField user={user} error={error} />
    </fieldset>
  );
};
